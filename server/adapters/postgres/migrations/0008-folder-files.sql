-- The folder's file that a document was last stored from, also when an admin deleted or replaced the document since: such a
-- file is left out until it changes. `file_won_over` is what of an admin's a changed file took back.
alter table documents add column file_hash text;
alter table documents add column file_won_over text;
