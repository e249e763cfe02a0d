int holo_xml_stub(void);
