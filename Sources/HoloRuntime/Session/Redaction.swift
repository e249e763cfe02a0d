package import HolocronAPI

extension Config {
    /// `redact` in config.yaml: what else is personal, and what is not.
    package struct Redaction: Sendable, Hashable {
        /// Names of fields whose values are personal too.
        package var fields: [String] = []
        /// Names of fields that are left as they are.
        package var keep: [String] = []
        /// Values that are personal wherever they stand.
        package var values: [String] = []

        /// What cassettes are written through.
        package func anonymizer(keys: [String]) -> Anonymizer {
            var names = PersonalFields.standard
            for field in fields { names.add(field) }
            for field in keep { names.remove(field) }
            return Anonymizer(secrets: keys, personal: values, fields: names)
        }
    }
}
