-- From a tag's value to the issues that have it, for filters and for the list of environments. Counting a value once more
-- touches no column of it.
create index issue_tag_value on issue_tag (tenant_id, key, value, issue_id);
