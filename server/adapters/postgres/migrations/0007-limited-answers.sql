-- True where an answer quotes because providers were down or there was no money for a model: the customer is told so.
alter table messages add column limited boolean;
