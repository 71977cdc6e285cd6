#pragma once

#include "app/repository/repository.hpp"
#include "base/hash.hpp"
#include "model/attachment.hpp"
#include "store/sealed_blob.hpp"
#include "workflow/definition.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ogp::app {

/// The most bytes of a file that is attached.
inline constexpr std::int64_t largest_attachment = 64 << 20;

/// What a file must be like. A field that holds files says it in its definition.
struct FileRules
{
    std::vector<std::string> accept{};          ///< media types, "image/*" for all of a kind; empty: any
    std::int64_t max_size = largest_attachment; ///< bytes
    enum class Metadata { Keep, Strip } metadata = Metadata::Keep; ///< of pictures: base/picture_metadata.hpp
};

/// The rules of a field that holds files. Error: Usage for a field that holds none (an unknown one with the nearest); Forbidden for
/// a personal one: what is attached to the case itself is encrypted.
FileRules rules_of(const workflow::CaseType& type, std::string_view field);

/// A file from outside, looked at once and not kept yet. Only pictures that are to be cleaned, and standard input, are held in
/// memory.
class IncomingFile
{
public:
    /// `file` "-" is standard input; `name` "" for the file's own. Throws Error: NotFound, Io; Invalid where the file is longer
    /// than the rules allow, of another type, or a picture that cannot be cleaned.
    explicit IncomingFile(std::filesystem::path file, std::string_view name = {}, const FileRules& rules = {});

    const model::Attachment& attachment() const { return m_attachment; }

    /// Makes the content durable among the blobs. Error{Conflict} where the file was changed meanwhile.
    void keep(const Repository& repository) const;
    /// The same encrypted; gives the hash of the ciphertext.
    Hash keep_sealed(const Repository& repository, std::string_view subject_key) const;

private:
    void look(const FileRules& rules, std::int64_t limit);
    store::ContentSource source() const;

    std::filesystem::path m_file;
    std::optional<std::string> m_content; ///< where it is not the file's own
    model::Attachment m_attachment;
};

/// Keeps a file for a field that holds files (`--set reply=@letter.pdf`): the value of the field is to_json() of what comes
/// back. Where nothing names it in the end, the content lies unused.
model::Attachment keep_attachment(const Repository& repository, const std::filesystem::path& file, std::string_view name = {},
                                  const FileRules& rules = {});

} // namespace ogp::app
