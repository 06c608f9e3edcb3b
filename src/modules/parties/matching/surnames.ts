/**
 * How many characters of a Chinese personal name are its surname: 0 for none that we know, 2 for 欧阳 and its
 * like.
 */
export function surnameLength(han: string): 0 | 1 | 2 {
  if (han.length >= 3 && compound.has(han.slice(0, 2))) return 2
  if (han.length === 2 && compound.has(han)) return 2
  return single.has(han.charAt(0)) ? 1 : 0
}

/** The pinyin surnames behind a spelling that is usual in Hong Kong, Taiwan or abroad (Wong, Cheung, Lee). */
export function surnamesSpelt(word: string): readonly string[] {
  return abroad.get(word) ?? []
}

const single = new Set(
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方' +
    '邹熊白孟秦邱侯江尹薛闫阎段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖文施洪季辛柯葛庄管柴祝左涂谷祁时舒耿牟卜路詹关苗凌费' +
    '纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位翁隋植甘景薄单包司柏宁全章梅裘区仇解盖朴艾井符车牛温喻连尚房鲁焦穆应俞岳殷娄滕桂邢聂骆霍申倪伍' +
    '米冷楚佟梅褚冉简蒲窦晏闻岑麦边宫翟巩蓝党蔺乐焉厉华鄢尉封操',
)
const compound = new Set(
  '欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 宇文 长孙 司徒 司空 夏侯 轩辕 端木 独孤 南宫 西门 百里 呼延 东郭 闻人 澹台 赫连 万俟 申屠 公羊 钟离 太史 完颜 拓跋'.split(
    ' ',
  ),
)
const abroad = new Map(
  (
    'wong=wang,huang chan=chen cheung=zhang chang=zhang lee=li leung=liang lau=liu liew=liu ng=wu ' +
    'ho=he hui=xu tsui=xu ' +
    'kwok=guo kuo=guo lam=lin lim=lin tan=chen chow=zhou chou=zhou chu=zhu tsai=cai choi=cai hsu=xu ' +
    'hsieh=xie tse=xie ' +
    'tsang=zeng cheng=zheng yeung=yang yip=ye yeh=ye fung=feng tang=deng teng=deng kwan=guan ' +
    'chung=zhong mak=mai lo=luo ' +
    'ko=gao chiang=jiang chiu=zhao chao=zhao hsiao=xiao siu=xiao tsao=cao yuen=yuan poon=pan pun=pan ' +
    'sun=sun soong=song sung=song yu=yu so=su'
  )
    .split(' ')
    .map((pair) => [pair.split('=')[0] ?? '', (pair.split('=')[1] ?? '').split(',')] as const),
)
