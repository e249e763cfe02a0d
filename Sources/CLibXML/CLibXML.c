#include "CLibXML.h"

#include <dlfcn.h>
#include <limits.h>
#include <pthread.h>
#include <stdlib.h>

// libxml2 is opened when the first page is parsed, not linked: it brings ICU, which costs every start of the
// program a millisecond. The few names used are declared here, so that no headers are needed to build.

enum {
    parse_recover = 1 << 0,
    parse_no_error = 1 << 5,
    parse_no_warning = 1 << 6,
    parse_no_network = 1 << 11,
    value_is_nodes = 1,
};

struct node_set {
    int count;
    int capacity;
    holo_xml_node **nodes;
};

// The first fields of xmlXPathObject, the same since libxml2 2.0.
struct holo_xml_value {
    int type;
    struct node_set *nodes;
};

struct holo_xml_document {
    void *tree;
    void *context;
};

static struct {
    void (*init_parser)(void);
    void *(*read_html)(const char *, int, const char *, const char *, int);
    void *(*read_xml)(const char *, int, const char *, const char *, int);
    void (*free_document)(void *);
    holo_xml_node *(*root)(const void *);
    void *(*new_context)(void *);
    void (*free_context)(void *);
    holo_xml_value *(*evaluate)(holo_xml_node *, const unsigned char *, void *);
    void (*free_value)(holo_xml_value *);
    unsigned char *(*text)(const holo_xml_value *);
    void (*set_error_handler)(void *, void (*)(void *, void *));
    void (**free)(void *);
} xml;

static bool is_loaded = false;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void load(void) {
    void *library = dlopen("libxml2.so.2", RTLD_NOW | RTLD_LOCAL);
    if (library == NULL) library = dlopen("libxml2.so.16", RTLD_NOW | RTLD_LOCAL);
    if (library == NULL) return;
    const struct {
        const char *name;
        void *slot;
    } names[] = {
        {"xmlInitParser", &xml.init_parser},
        {"htmlReadMemory", &xml.read_html},
        {"xmlReadMemory", &xml.read_xml},
        {"xmlFreeDoc", &xml.free_document},
        {"xmlDocGetRootElement", &xml.root},
        {"xmlXPathNewContext", &xml.new_context},
        {"xmlXPathFreeContext", &xml.free_context},
        {"xmlXPathNodeEval", &xml.evaluate},
        {"xmlXPathFreeObject", &xml.free_value},
        {"xmlXPathCastToString", &xml.text},
        {"xmlSetStructuredErrorFunc", &xml.set_error_handler},
        {"xmlFree", &xml.free},
    };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        void *symbol = dlsym(library, names[i].name);
        if (symbol == NULL) return;
        *(void **)names[i].slot = symbol;
    }
    xml.init_parser();
    is_loaded = true;
}

bool holo_xml_is_available(void) {
    pthread_once(&once, load);
    return is_loaded;
}

static void ignore(void *context, void *error) {
    (void)context;
    (void)error;
}

holo_xml_document *holo_xml_parse(const char *bytes, size_t count, bool is_xml) {
    if (!holo_xml_is_available() || count > INT_MAX) return NULL;
    const int options = parse_recover | parse_no_error | parse_no_warning | parse_no_network;
    // Entities are not replaced and nothing is loaded, so a document cannot grow or reach out.
    void *tree = (is_xml ? xml.read_xml : xml.read_html)(bytes, (int)count, NULL, "utf-8", options);
    if (tree == NULL) return NULL;
    holo_xml_document *document = malloc(sizeof *document);
    void *context = xml.new_context(tree);
    if (document == NULL || context == NULL) {
        free(document);
        if (context != NULL) xml.free_context(context);
        xml.free_document(tree);
        return NULL;
    }
    *document = (holo_xml_document){.tree = tree, .context = context};
    return document;
}

void holo_xml_free_document(holo_xml_document *document) {
    xml.free_context(document->context);
    xml.free_document(document->tree);
    free(document);
}

holo_xml_value *holo_xml_evaluate(holo_xml_document *document, holo_xml_node *from, const char *expression) {
    if (from == NULL) from = xml.root(document->tree);
    if (from == NULL) return NULL;
    // The handler belongs to the thread; without one libxml2 prints a wrong expression on stderr.
    xml.set_error_handler(NULL, ignore);
    holo_xml_value *value = xml.evaluate(from, (const unsigned char *)expression, document->context);
    xml.set_error_handler(NULL, NULL);
    return value;
}

void holo_xml_free_value(holo_xml_value *value) { xml.free_value(value); }

bool holo_xml_is_nodes(const holo_xml_value *value) { return value->type == value_is_nodes; }

size_t holo_xml_node_count(const holo_xml_value *value) {
    return holo_xml_is_nodes(value) && value->nodes != NULL ? (size_t)value->nodes->count : 0;
}

holo_xml_node *holo_xml_node_at(const holo_xml_value *value, size_t index) {
    return index < holo_xml_node_count(value) ? value->nodes->nodes[index] : NULL;
}

char *holo_xml_text(const holo_xml_value *value) { return (char *)xml.text(value); }

void holo_xml_free_text(char *text) { (*xml.free)(text); }
