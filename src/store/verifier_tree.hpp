#pragma once

#include "ledger/merkle.hpp"
#include "store/tree.hpp"
#include "store/verifier_report.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ogp::store {

/// Holds the leaves against the stored tiles and the signed roots.
///
/// Where a leaf and its node in the tree differ, one of them is damaged and nothing near them says which. So two trees grow
/// from there on, one over the leaves as they are and one over the nodes as they are, and the one that the signed
/// checkpoints agree with names the other as damaged.
class TreeCheck
{
public:
    TreeCheck(Database& database, Report& report) : m_database(database), m_report(report) {}

    /// Whether the next leaf has the hash that the tree holds for it.
    bool add(const Hash& leaf);
    /// A leaf that is not there: the tree's own node stands in for it.
    void add_missing();

    std::uint64_t size() const { return m_by_leaves.size(); }
    /// Whether that is the root of either tree.
    bool is_root(const Hash& root) const;
    /// `signed_root`: of the last checkpoint whose signature is good. Names what differed, and tiles that should not be.
    void finish(const std::optional<Hash>& signed_root);

private:
    struct Level
    {
        std::uint64_t index = 0; ///< of the tile that `hashes` is
        bool loaded = false;
        std::string hashes;
    };
    std::optional<Hash> stored(std::size_t level, std::uint64_t index);
    void grow(const Hash& by_leaf, const Hash& by_node);
    void check_upper(ledger::NodeKey key, const Hash& hash);
    void check_tiles();

    Database& m_database;
    Report& m_report;
    std::vector<Level> m_levels;
    ledger::Frontier m_by_leaves;
    std::optional<ledger::Frontier> m_by_nodes; ///< from the first difference on
    std::vector<ledger::NodeKey> m_wrong_now;   ///< upper nodes that one of the trees disagrees with at this step
    std::vector<std::uint64_t> m_different;     ///< leaves whose node differs
    bool m_missing = false;
};

} // namespace ogp::store
