#include "ledger/checkpoint.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "ledger/merkle.hpp"

#include <charconv>
#include <optional>
#include <vector>

namespace ogp::ledger {
namespace {

constexpr std::string_view batch_suffix = "/batch";

/// The three lines that both statements consist of.
struct Statement
{
    std::string origin;
    std::uint64_t count = 0;
    Hash root;
};

std::string write(std::string_view origin, std::uint64_t count, const Hash& root)
{
    return fmt::format("{}\n{}\n{}\n", origin, count, to_base64(root.view()));
}

Error invalid(const Localized& subject, const Localized& reason)
{
    return {Fault::Invalid, {subject.ka + ": " + reason.ka, subject.en + ": " + reason.en}};
}

/// Decimal without sign or leading zeros.
std::optional<std::uint64_t> parse_count(std::string_view digits)
{
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    const bool whole = error == std::errc{} && end == digits.data() + digits.size();
    const bool shortest = digits == "0" || !digits.starts_with('0');
    return whole && shortest ? std::optional(value) : std::nullopt;
}

Statement parse(std::string_view text, const Localized& subject)
{
    const std::vector<std::string_view> lines = split(text, '\n');
    if (lines.size() != 4 || !lines[3].empty()) {
        throw invalid(subject, {"სამი სტრიქონი უნდა იყოს", "there must be three lines"});
    }
    if (lines[0].empty() || !is_utf8(lines[0]) || has_control_characters(lines[0])) {
        throw invalid(subject, {"პირველ სტრიქონში წარმოშობა არ იკითხება", "the first line is no origin"});
    }
    const auto count = parse_count(lines[1]);
    if (!count) {
        throw invalid(subject, {"მეორე სტრიქონში რიცხვი არ იკითხება", "the second line is no number"});
    }
    const auto decoded = from_base64(lines[2]);
    const auto root = decoded ? Hash::from_bytes(*decoded) : std::nullopt;
    if (!root) {
        throw invalid(subject, {"მესამე სტრიქონში ფესვი არ იკითხება", "the third line is no root"});
    }
    return {std::string(lines[0]), *count, *root};
}

} // namespace

std::string origin(const RepositoryId& repository)
{
    return "ogp/" + repository.hex();
}

std::string signer_name(const RepositoryId& repository, const ReplicaId& replica)
{
    return origin(repository) + '/' + replica.hex();
}

std::string Checkpoint::text() const
{
    return write(origin, size, root);
}

Checkpoint Checkpoint::parse(std::string_view text)
{
    const Statement read = ledger::parse(text, {"საკონტროლო წერტილი უვარგისია", "this is no checkpoint"});
    return {read.origin, read.count, read.root};
}

std::string BatchStatement::text() const
{
    return write(origin, count, root);
}

BatchStatement BatchStatement::parse(std::string_view text)
{
    const Localized subject("მოვლენათა შეკვრის ჩანაწერი უვარგისია", "this is no batch statement");
    const Statement read = ledger::parse(text, subject);
    if (!read.origin.ends_with(batch_suffix)) {
        throw invalid(subject, {"წარმოშობა /batch-ით უნდა მთავრდებოდეს", "its origin must end in /batch"});
    }
    return {read.origin, read.count, read.root};
}

BatchStatement BatchStatement::over(const RepositoryId& repository, std::span<const Hash> event_ids)
{
    Frontier frontier;
    for (const Hash& id : event_ids) {
        frontier.append(leaf_hash(id.view()));
    }
    return {ledger::origin(repository) + std::string(batch_suffix), event_ids.size(), frontier.root()};
}

} // namespace ogp::ledger
