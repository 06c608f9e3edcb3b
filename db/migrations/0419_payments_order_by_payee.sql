-- Whoever checks a set of payment orders is told which payee or account was never paid before, and which order is like
-- another: asked by payee, for up to 200 orders at once.
create index order_by_payee on payments.order (payee_id, made_at);
