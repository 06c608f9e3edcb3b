-- Finance takes an acceptance back while no payment of it lives: what showed the claim may have turned bad since.
insert into payments.claim_transition (from_state, to_state) values ('accepted', 'refused');
