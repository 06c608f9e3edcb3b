-- A sign-in is of a link of its own request, and somebody of a list is a sign-in of their own request: the identifiers
-- alone did not say so. One sign-in stands for one person of one record of a giving.

alter table requests.guest_link add constraint guest_link_of_request unique (entity_id, request_id, id);
alter table requests.guest_sign_in drop constraint guest_sign_in_by_link;
alter table requests.guest_sign_in add constraint guest_sign_in_by_link
  foreign key (entity_id, request_id, link_id) references requests.guest_link (entity_id, request_id, id);
alter table requests.guest_sign_in add constraint guest_sign_in_of_request unique (entity_id, request_id, id);
alter table requests.attendee drop constraint attendee_signed_in;
alter table requests.attendee add constraint attendee_signed_in
  foreign key (entity_id, request_id, sign_in_id) references requests.guest_sign_in (entity_id, request_id, id);
create unique index attendee_is_one_sign_in on requests.attendee (entity_id, giving_id, sign_in_id)
  where sign_in_id is not null;
