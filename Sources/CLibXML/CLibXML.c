int holo_xml_stub(void) { return 0; }
