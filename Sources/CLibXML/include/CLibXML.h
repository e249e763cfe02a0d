#ifndef HOLO_CLIBXML_H
#define HOLO_CLIBXML_H

#include <stdbool.h>
#include <stddef.h>

/// A parsed page of HTML or XML. Used by one thread at a time; several pages on several threads are fine.
typedef struct holo_xml_document holo_xml_document;

/// A node of a page; lives as long as its page.
typedef struct holo_xml_node holo_xml_node;

/// What an XPath expression gave.
typedef struct holo_xml_value holo_xml_value;

/// Loads libxml2 on first use; false when this machine has none.
bool holo_xml_is_available(void);

/// Parses `count` bytes of UTF-8, as far as they go; NULL when libxml2 is missing or there is nothing to parse.
holo_xml_document *holo_xml_parse(const char *bytes, size_t count, bool is_xml);
void holo_xml_free_document(holo_xml_document *document);

/// Evaluates an XPath expression, from the root element when `from` is NULL. NULL when the expression is wrong.
holo_xml_value *holo_xml_evaluate(holo_xml_document *document, holo_xml_node *from, const char *expression);
void holo_xml_free_value(holo_xml_value *value);

/// False for a string, a number and a boolean.
bool holo_xml_is_nodes(const holo_xml_value *value);
size_t holo_xml_node_count(const holo_xml_value *value);
holo_xml_node *holo_xml_node_at(const holo_xml_value *value, size_t index);

/// The value as text: of the first node when it is nodes. Free it with holo_xml_free_text.
char *holo_xml_text(const holo_xml_value *value);
void holo_xml_free_text(char *text);

#endif
