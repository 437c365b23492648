"""The parts that pages are made of. Import each from its own module; nothing is gathered here, so `dates` stays free of Qt."""
