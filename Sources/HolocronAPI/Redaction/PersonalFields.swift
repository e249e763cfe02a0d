/// Which fields of JSON hold what belongs to a person or opens a door, by their names.
///
/// A name counts by its last words, in any style: `email` finds `email`, `workEmail`, `contact_e-mail` and `emails`.
/// Names of people and of things are written alike, so `name` is none of them unless it is added.
package struct PersonalFields: Sendable {
    private var kinds: [String: PersonalKind]

    package init(_ kinds: [String: PersonalKind]) { self.kinds = kinds }

    package static let standard = PersonalFields(
        Dictionary(
            uniqueKeysWithValues: rows.flatMap { kind, names in names.map { ($0, kind) } }))

    private static let rows: [(PersonalKind, [String])] = [
        (.email, ["email", "emailaddress", "mail", "mailaddress"]),
        (
            .phone,
            [
                "phone", "phonenumber", "telephone", "telephonenumber", "mobile", "mobilenumber",
                "mobilephone", "cellphone", "fax", "faxnumber", "whatsapp",
            ]
        ),
        (.date, ["dateofbirth", "birthdate", "birthday", "dob"]),
        (
            .text,
            [
                "firstname", "lastname", "surname", "familyname", "givenname", "middlename", "maidenname",
                "address", "addressline", "addressline1", "addressline2", "street", "streetaddress",
                "postaladdress", "ssn", "socialsecuritynumber", "passport", "passportnumber", "nationalid",
                "taxid", "driverslicense", "iban", "bankaccount", "accountnumber", "cardnumber",
                "creditcard", "cvv", "cvc", "pin", "password", "passwd", "pwd", "passphrase",
            ]
        ),
        (
            .secret,
            [
                "token", "secret", "apikey", "accesskey", "secretkey", "privatekey", "clientsecret",
                "authorization", "cookie", "sessionid", "sessionkey", "otp", "bearer", "jwt",
            ]
        ),
    ]

    /// The names of the standard fields, for people.
    package static var names: [String] { rows.flatMap(\.1).sorted() }

    /// Takes one more name for personal.
    package mutating func add(_ name: String) { kinds[PersonalFields.words(of: name).joined()] = .text }

    /// Takes a name for harmless.
    package mutating func remove(_ name: String) { kinds[PersonalFields.words(of: name).joined()] = nil }

    /// What a field of this name holds; nil where it is nothing of the kind.
    package func kind(of name: String) -> PersonalKind? {
        let words = PersonalFields.words(of: name)
        for count in stride(from: min(words.count, 4), to: 0, by: -1) {
            let end = words.suffix(count).joined()
            for form in [
                end[...], end.dropLast(end.hasSuffix("s") ? 1 : 0), end.dropLast(end.hasSuffix("es") ? 2 : 0),
            ] {
                if let kind = kinds[String(form)] { return kind }
            }
        }
        return nil
    }

    /// `workEmail`, `work_email` and `Work-Email` are two words. `e-mail` is one.
    private static func words(of name: String) -> [String] {
        var words = [""]
        var wasSmall = false
        for character in name {
            guard character.isLetter || character.isNumber else {
                if words.last?.isEmpty == false { words.append("") }
                wasSmall = false
                continue
            }
            if character.isUppercase, wasSmall { words.append("") }
            wasSmall = !character.isUppercase
            words[words.count - 1] += character.lowercased()
        }
        if words.last?.isEmpty == true { words.removeLast() }
        for index in words.indices.dropLast().reversed()
        where words[index] == "e" && words[index + 1].hasPrefix("mail") {
            words[index...index + 1] = ["e" + words[index + 1]]
        }
        return words
    }
}
