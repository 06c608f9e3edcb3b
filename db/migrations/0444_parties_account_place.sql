-- Where a payee's bank is, and the phone on which a bank tells the payee: some banks take no transfer without them. They are
-- stated and verified with the account, and a payment names the version that holds them.

alter table parties.account
  add column province text constraint account_province_is_short check (char_length(province) between 2 and 20),
  add column city text constraint account_city_is_short check (char_length(city) between 1 and 30),
  add column phone text constraint account_phone_is_a_number check (phone ~ '^(1[3-9][0-9]{9}|0[0-9]{2,3}-[0-9]{7,8})$'),
  add constraint account_place_is_whole check ((province is null) = (city is null));
