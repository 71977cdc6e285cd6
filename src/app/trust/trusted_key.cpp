#include "app/trust/trusted_key.hpp"

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/text.hpp"

#include <filesystem>

namespace ogp::app {
namespace {

ledger::VerifierKey read(const std::string& word, const char* option, ledger::KeyKind kind, const Localized& hint)
{
    if (const auto key = ledger::parse_verifier_key(word, kind))
        return *key;
    std::error_code failed;
    if (!std::filesystem::exists(word, failed))
        throw Error(Fault::Usage, say("{0}: „{1}“ არც გასაღებია, არც ფაილი", "{0}: '{1}' is neither a key nor a file", option, printable(word)), hint);
    if (const auto key = ledger::parse_verifier_key(trim(read_file(word, 4096)), kind))
        return *key;
    throw Error(Fault::Invalid, say("{}: ეს გასაღები არ არის", "{}: this is no key", printable(word)), hint);
}

} // namespace

ledger::VerifierKey trusted_key(const std::string& word, const char* option)
{
    return read(word, option, ledger::KeyKind::Ed25519, say("გასაღებს ბეჭდავს: ogp checkpoint --tsv=key", "ogp checkpoint --tsv=key prints it"));
}

ledger::VerifierKey trusted_witness(const std::string& word, const char* option)
{
    return read(word, option, ledger::KeyKind::Witness,
                say("მოწმის გასაღებს ბეჭდავს: ogp key show FILE --witness NAME", "ogp key show FILE --witness NAME prints the key of a witness"));
}

} // namespace ogp::app
