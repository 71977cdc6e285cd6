#pragma once

#include "ledger/note.hpp"

#include <string>

namespace ogp::app {

/// A verifier key as somebody wrote it on the command line, or what stands in the file of that name. `option`: what errors call it.
/// Error: Usage where it is neither, Invalid where the file holds none.
ledger::VerifierKey trusted_key(const std::string& word, const char* option);
/// The same for the key of a witness.
ledger::VerifierKey trusted_witness(const std::string& word, const char* option);

} // namespace ogp::app
