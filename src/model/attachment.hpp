#pragma once

#include "base/hash.hpp"
#include "base/json.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ogp::model {

/// A file that belongs to a case. Its content lies beside the log under its hash (store/blobs.hpp).
///
/// As JSON {"name", "sha256", "size", "type"}: in an Attach event, and as the value of a field that holds files.
struct Attachment
{
    std::string name;        ///< is_file_name(); "" where the attachment is sealed
    Hash hash;               ///< of the content; of a sealed one of its ciphertext
    std::int64_t size = 0;   ///< bytes; 0 of a sealed one
    std::string media_type;  ///< base/media_type.hpp; "" of a sealed one

    bool operator==(const Attachment&) const = default;
    /// Name and size stand with the sealed values: here only the hash is known.
    bool is_sealed() const { return name.empty(); }
};

Json to_json(const Attachment& attachment);
/// Nothing for what to_json() would not have written, a name that is none included.
std::optional<Attachment> attachment_from(const Json& json);

/// The most bytes that a file's name may have.
inline constexpr std::size_t longest_file_name = 200;

/// A name that is safe in every folder: the last part of a path, in NFC, without control, bidirectional and invisible
/// characters; what some system gives a meaning (< > : " | ? *) becomes _, blanks and dots at the ends go; at most
/// longest_file_name bytes, the extension kept. "file" where nothing is left.
std::string clean_file_name(std::string_view name);
bool is_file_name(std::string_view name);

} // namespace ogp::model
