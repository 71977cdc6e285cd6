#pragma once

#include "base/language.hpp"

#include <cstdint>
#include <exception>
#include <string>
#include <string_view>
#include <vector>

namespace ogp {

/// Why an operation ended. One `switch` turns it into an exit status, one into an HTTP status.
enum class Fault {
    Usage,     ///< wrong arguments
    NotFound,  ///< no such case, file, type
    Forbidden, ///< role, guard or rights do not allow it
    Conflict,  ///< somebody else changed it first
    Invalid,   ///< what came from outside is not well-formed or not valid
    Gate,      ///< a --fail-on condition holds
    Integrity, ///< history changed, damage found, or a newer format
    Remote,    ///< the authority cannot be reached
    Io,        ///< disk, permissions, locks
    Internal,  ///< a bug of ours
};

/// "usage", "not_found", ...: what scripts see.
std::string_view code(Fault fault);

/// A place in something that came from outside. `line` and `column` count from 1; 0 means not known. `excerpt` is the
/// line itself, without its end, so that a message can show it with a caret.
struct Place
{
    std::string file;
    std::uint32_t line = 0;
    std::uint32_t column = 0;
    std::string excerpt;

    /// "file:3:7", as much of it as is known.
    std::string text() const;
};

/// The one exception of the program. `message` says what happened and where, `hint` what to do about it.
class Error : public std::exception
{
public:
    Error(Fault fault, Localized message, Localized hint = {});

    Fault fault() const { return m_fault; }
    const Localized& message() const { return m_message; }
    const Localized& hint() const { return m_hint; }
    const char* what() const noexcept override { return m_message.en.c_str(); }

private:
    Fault m_fault;
    Localized m_message;
    Localized m_hint;
};

enum class Severity { Note, Warning, Error };
std::string_view code(Severity severity);

/// Something found while reading or checking. Findings are values: a run lists all of them, not only the first.
struct Finding
{
    Severity severity = Severity::Error;
    std::string code; ///< stable, for scripts: "unknown_field", "impossible_date", ...
    Place place;
    std::string where; ///< the place in terms of the subject where there is one: "I.4 end"
    Localized message;
};

using Findings = std::vector<Finding>;

/// Whether any finding is an error.
bool has_errors(const Findings& findings);

/// Findings that make it impossible to go on: the error that carries them all (Fault::Invalid).
class InvalidInput : public Error
{
public:
    InvalidInput(Localized message, Findings findings, Localized hint = {});
    const Findings& findings() const { return m_findings; }

private:
    Findings m_findings;
};

} // namespace ogp
