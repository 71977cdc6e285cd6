#pragma once

#include "app/repository/repository.hpp"
#include "ledger/signature.hpp"
#include "sync/wire.hpp"

#include <optional>
#include <string>
#include <vector>

namespace ogp::app {

/// Who reads a page.
struct PageReaderRights
{
    bool personal = false;                     ///< gets sealed values of class personal, with their keys
    bool secret = false;                       ///< the same of class secret
    std::vector<ledger::PublicKey> receivers{}; ///< keys that subject keys are sealed to, each apart
};

/// The lines of a page of the log (sync/wire.hpp): whole batches up to where a checkpoint ends. Nothing where nothing is after it.
/// Throws Error: Conflict where the log is shorter than the reader's, Invalid where no batch begins there.
std::optional<std::string> log_page(const Repository& repository, const sync::LogQuery& query, const PageReaderRights& rights);

} // namespace ogp::app
