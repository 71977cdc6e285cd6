#pragma once

#include "store/store.hpp"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ogp::store {

/// `.ogp/keys.db`: the keys of personal values, one a subject, and nothing else, so that destroying a key here and letting
/// the backups of this one small file expire erases a person. Opened only when a personal value is written or read.
class SubjectKeys
{
public:
    /// Makes the empty file, mode 0600 whatever the umask. Throws Error{Io}.
    static void create(const std::filesystem::path& folder, const char* vfs = nullptr);

    explicit SubjectKeys(const std::filesystem::path& folder, Access access, const char* vfs = nullptr);
    ~SubjectKeys();
    SubjectKeys(SubjectKeys&&) noexcept;

    /// 32 bytes, or nothing where the subject has no key (never had one, or was erased).
    std::optional<std::string> find(std::string_view subject) const;
    /// Whether the subject had a key that was destroyed; its row stays, without the key.
    bool is_erased(std::string_view subject) const;
    /// The subject's key, made and made durable first where there is none: a value must never be stored under a key that a
    /// crash could lose. Throws Error{Conflict} where the subject was erased.
    std::string find_or_create(std::string_view subject);

    /// Keeps a key that was made elsewhere, unless the subject has one here or was erased. Error{Invalid} for what is no key.
    void put(std::string_view subject, std::string_view key);
    /// Destroys the keys of subjects, for good; a subject without one gets none any more. Nothing of the keys is in the file when it
    /// returns. False where the write-ahead log could not be cut, because somebody reads: then they may still be in there.
    bool destroy(const std::vector<std::string>& subjects);

    /// Lets many keys become durable together: those made from here on are there only after commit(), which must come before the
    /// values under them are stored.
    void begin();
    void commit(); ///< does nothing where nothing was begun

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace ogp::store
