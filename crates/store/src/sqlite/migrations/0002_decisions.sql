-- What the operator decided of two consultations: that they are one, that they are not, or (when it was taken back) nothing any more.
CREATE TABLE decision (
    first_id   TEXT NOT NULL, -- the smaller of the two ids
    second_id  TEXT NOT NULL,
    verdict    TEXT CHECK (verdict IN ('same', 'different')), -- NULL: taken back
    decided_at TEXT NOT NULL,
    PRIMARY KEY (first_id, second_id),
    CHECK (first_id < second_id)
);
