-- What tells a withdrawn consultation from another that has its native id later: digests of its title, page and dates (JSON). NULL while it is not
-- withdrawn, and for what was withdrawn before this was kept.
ALTER TABLE consultation ADD COLUMN marks TEXT;
