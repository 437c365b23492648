-- Whether a record is kept from someone by our own organisation: folded with the rest from now on.
UPDATE record SET folded = json_set(folded, '$.walled', json(iif(EXISTS (
    SELECT 1 FROM json_each(folded, '$.fields.kept_from[1]') side WHERE json_array_length(side.value, '$[2]') > 0
), 'true', 'false')));
