#include "base/error.hpp"

#include <algorithm>
#include <utility>

namespace ogp {

std::string_view code(Fault fault)
{
    switch (fault) {
    case Fault::Usage: return "usage";
    case Fault::NotFound: return "not_found";
    case Fault::Forbidden: return "forbidden";
    case Fault::Conflict: return "conflict";
    case Fault::Invalid: return "invalid";
    case Fault::Gate: return "gate";
    case Fault::Integrity: return "integrity";
    case Fault::Remote: return "remote";
    case Fault::Io: return "io";
    case Fault::Internal: return "internal";
    }
    return "internal";
}

std::string_view code(Severity severity)
{
    switch (severity) {
    case Severity::Note: return "note";
    case Severity::Warning: return "warning";
    case Severity::Error: return "error";
    }
    return "error";
}

std::string Place::text() const
{
    std::string text = file;
    if (line != 0) {
        text += text.empty() ? "" : ":";
        text += std::to_string(line);
        if (column != 0)
            text += ":" + std::to_string(column);
    }
    return text;
}

Error::Error(Fault fault, Localized message, Localized hint)
    : m_fault(fault), m_message(std::move(message)), m_hint(std::move(hint))
{}

bool has_errors(const Findings& findings)
{
    return std::any_of(findings.begin(), findings.end(), [](const Finding& f) { return f.severity == Severity::Error; });
}

InvalidInput::InvalidInput(Localized message, Findings findings, Localized hint)
    : Error(Fault::Invalid, std::move(message), std::move(hint)), m_findings(std::move(findings))
{}

} // namespace ogp
