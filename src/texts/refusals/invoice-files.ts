import type { RefusalText } from '../text.ts'

/** What can be wrong with the file of an invoice. */
export const invoiceFileRefusals = {
  'invoices.file_unknown': {
    says: {
      zh: '这不是发票文件。',
      en: 'This file is of no kind in which invoices come.',
    },
    wayOut: {
      zh: '请提交数电票 XML、OFD、PDF，或 JPEG、PNG 照片。',
      en: 'Bring an XML, an OFD, a PDF, or a photo as JPEG or PNG.',
    },
  },
  'invoices.photo_heic': {
    says: {
      zh: '这是 HEIC 照片，无法读取。',
      en: 'This photo is in HEIC, which is not read.',
    },
    wayOut: {
      zh: '请以 JPEG 保存后提交；iPhone：设置 → 相机 → 格式 → 兼容性最佳。',
      en: 'Save it as JPEG; on an iPhone: Settings, Camera, Formats, Most Compatible.',
    },
  },
  'invoices.photo_webp': {
    says: {
      zh: '这是 WebP 图片，无法读取。',
      en: 'This picture is in WebP, which is not read.',
    },
    wayOut: {
      zh: '请另存为 JPEG 或 PNG 后提交。',
      en: 'Save it as JPEG or PNG and bring that.',
    },
  },
  'invoices.file_needed': {
    says: {
      zh: '须提交一份发票文件，现有 {count} 份。',
      en: 'One file of the invoice is needed, and there are {count}.',
    },
    wayOut: { zh: '请每次提交一张发票的一份文件。', en: 'Bring one file of one invoice at a time.' },
  },
  'invoices.xml_damaged': {
    says: {
      zh: 'XML 不完整或已损坏，可能只传了一半。',
      en: 'The XML is not whole or damaged; perhaps half of it came.',
    },
    wayOut: { zh: '请重新下载原件后提交。', en: 'Download the original again and bring it.' },
  },
  'invoices.xml_document_type': {
    says: {
      zh: 'XML 中有文档类型或实体声明，发票原件没有这些。',
      en: 'The XML declares a document type or entities, which no original invoice does.',
    },
    wayOut: { zh: '请提交未经改动的原件。', en: 'Bring the original as it was issued.' },
  },
  'invoices.xml_encoding': {
    says: {
      zh: 'XML 的文字编码与声明的 {declared} 不符。',
      en: 'The letters of the XML are not in {declared}, as it says.',
    },
    wayOut: {
      zh: '请提交未经改动的原件，不要用文本编辑器另存。',
      en: 'Bring the original as it was issued, not saved again by an editor.',
    },
  },
  'invoices.xml_too_large': {
    says: {
      zh: 'XML 超过 {limitMb} MB 或层级过深，不是一张发票。',
      en: 'The XML is larger than {limitMb} MB or nested too deeply for an invoice.',
    },
    wayOut: { zh: '请提交单张发票的原件。', en: 'Bring the original of one invoice.' },
  },
  'invoices.not_an_invoice': {
    says: {
      zh: '这份 XML 不是数电票。',
      en: 'This XML is no e-invoice of the tax authority’s form.',
    },
    wayOut: { zh: '请提交数电票的 XML 原件。', en: 'Bring the XML original of an e-invoice.' },
  },
  'invoices.fact_unreadable': {
    says: {
      zh: '文件中的{fact}「{found}」无法读懂。',
      en: 'In the file, “{found}” cannot be read as {fact}.',
    },
    wayOut: {
      zh: '请重新下载原件；仍然如此的，请联系销售方。',
      en: 'Download the original again; if it stays so, ask the seller.',
    },
  },
  'invoices.archive_damaged': {
    says: {
      zh: 'OFD 文件不完整或已损坏，可能只传了一半。',
      en: 'The OFD is not whole or damaged; perhaps half of it came.',
    },
    wayOut: { zh: '请重新下载原件后提交。', en: 'Download the original again and bring it.' },
  },
  'invoices.archive_too_large': {
    says: {
      zh: 'OFD 解开后过大（上限 {limitMb} MB），不是一张发票。',
      en: 'Unpacked, the OFD is larger than {limitMb} MB, which no invoice is.',
    },
    wayOut: { zh: '请提交单张发票的原件。', en: 'Bring the original of one invoice.' },
  },
  'invoices.archive_too_many': {
    says: {
      zh: 'OFD 中有 {count} 个文件，超过 {limit} 个。',
      en: 'The OFD holds {count} files, more than {limit}.',
    },
    wayOut: { zh: '请提交单张发票的原件。', en: 'Bring the original of one invoice.' },
  },
  'invoices.archive_nested': {
    says: {
      zh: '压缩包内还有压缩包「{name}」，不予读取。',
      en: 'There is an archive inside the archive, “{name}”, which is not read.',
    },
    wayOut: { zh: '请解开后逐张提交发票。', en: 'Unpack it and bring the invoices one by one.' },
  },
  'invoices.archive_path': {
    says: {
      zh: '压缩包内的文件名「{name}」指向包外或重复。',
      en: 'The name “{name}” inside the archive points outside of it or stands twice.',
    },
    wayOut: { zh: '请提交未经改动的原件。', en: 'Bring the original as it was issued.' },
  },
  'invoices.archive_locked': {
    says: { zh: '压缩包有密码。', en: 'The archive is locked with a password.' },
    wayOut: { zh: '请提交没有密码的原件。', en: 'Bring the original without a password.' },
  },
  'invoices.ofd_without_facts': {
    says: {
      zh: '这份 OFD 中没有发票信息。',
      en: 'This OFD holds no facts of an invoice.',
    },
    wayOut: {
      zh: '请提交电子发票的 OFD 或 XML 原件。',
      en: 'Bring the OFD or XML original of an e-invoice.',
    },
  },
  'invoices.file_contradicts': {
    says: {
      zh: '文件内两处的{fact}不一致：「{first}」与「{second}」。',
      en: 'The file says two things of its {fact}: “{first}” and “{second}”.',
    },
    wayOut: {
      zh: '请勿使用；请向销售方索取原件，并告知合规。',
      en: 'Do not use it; ask the seller for the original, and tell compliance.',
    },
  },
  'invoices.image_damaged': {
    says: {
      zh: '照片不完整或已损坏。',
      en: 'The photo is not whole or damaged.',
    },
    wayOut: { zh: '请重新拍照提交。', en: 'Take the photo again.' },
  },
  'invoices.image_too_large': {
    says: {
      zh: '照片有 {megapixels} 百万像素，超过 {limit} 百万。',
      en: 'The photo has {megapixels} million pixels, more than {limit} million.',
    },
    wayOut: { zh: '请以较小的尺寸拍照。', en: 'Take it in a smaller size.' },
  },
  'invoices.image_too_slow': {
    says: {
      zh: '照片在 {seconds} 秒内没有读完。',
      en: 'The photo could not be read within {seconds} seconds.',
    },
    wayOut: { zh: '请重新拍照，只拍发票本身。', en: 'Take it again, of the invoice alone.' },
  },
  'invoices.two_in_photo': {
    says: {
      zh: '照片中有 {count} 张发票的二维码。',
      en: 'The photo shows the QR codes of {count} invoices.',
    },
    wayOut: { zh: '请每张发票单独拍照。', en: 'Take one photo of each invoice.' },
  },
  'invoices.pdf_damaged': {
    says: {
      zh: 'PDF 不完整，可能只传了一半。',
      en: 'The PDF is not whole; perhaps half of it came.',
    },
    wayOut: { zh: '请重新保存后提交。', en: 'Save it again and bring it.' },
  },
  'invoices.pdf_locked': {
    says: { zh: 'PDF 有密码或已加密。', en: 'The PDF is locked or encrypted.' },
    wayOut: { zh: '请提交没有密码的副本。', en: 'Bring a copy without a password.' },
  },
  'invoices.pdf_scripted': {
    says: {
      zh: 'PDF 中有脚本或会启动程序的内容。',
      en: 'The PDF holds scripts or starts programs.',
    },
    wayOut: { zh: '请打印为普通 PDF 后提交。', en: 'Print it to a plain PDF and bring that.' },
  },
} as const satisfies Readonly<Record<string, RefusalText>>
