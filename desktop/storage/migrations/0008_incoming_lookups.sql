-- Letters set aside are found by their waybill, and counted for each sender, without reading them all.
CREATE INDEX incoming_waybill ON incoming (waybill);
CREATE INDEX incoming_sender ON incoming (sender, state, row);
