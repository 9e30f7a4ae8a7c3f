-- The name of the change log, made once. A mirror that finds another name than it knows has kept places of another log: it reads everything again.
CREATE TABLE log (
    id TEXT NOT NULL PRIMARY KEY -- 32 hexadecimal digits
);

INSERT INTO log (id) VALUES (lower(hex(randomblob(16))));
