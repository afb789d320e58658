-- What hangs on a deleted issue or project goes in pieces before its row does: whoever deletes the row keeps all ingest
-- waiting, and a cascade over years of hours is long.
grant delete on issue_hour, issue_tag, issue_user, issue_user_sketch, outcome_hour, event_day to ${app};
grant select, delete on event_gone to ${app};
