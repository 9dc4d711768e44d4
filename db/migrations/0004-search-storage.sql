-- compatible
-- What is searched is stored as it is: lexemes hardly repeat each other within a text, so that trying to pack them took a
-- quarter to nearly half of the time of writing them, and saved little room. Rows that are there stay as they are.
alter table _search_text alter column words set storage external;
alter table _search_thread alter column words set storage external;

-- Documents are read through their own index alone, whatever the words: to count these took 2.5 s of the import of 50,000
-- issues.
alter table _search_thread alter column words set statistics 0;
