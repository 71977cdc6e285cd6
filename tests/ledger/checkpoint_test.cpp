#include "ledger/checkpoint.hpp"

#include "base/error.hpp"
#include "ledger/merkle.hpp"

#include <catch2/catch.hpp>

#include <limits>

using namespace ogp;
using namespace ogp::ledger;

namespace {

const RepositoryId repository = RepositoryId::from_hex("0123456789abcdef0123456789abcdef").value();
const ReplicaId replica = ReplicaId::from_hex("f0e1d2c3b4a5968778695a4b3c2d1e0f").value();
const std::string root_line = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

} // namespace

TEST_CASE("names in what a repository signs")
{
    CHECK(origin(repository) == "ogp/0123456789abcdef0123456789abcdef");
    CHECK(signer_name(repository, replica) == "ogp/0123456789abcdef0123456789abcdef/f0e1d2c3b4a5968778695a4b3c2d1e0f");
}

TEST_CASE("a checkpoint is three lines")
{
    const Checkpoint checkpoint{"ogp/x", 20852163, empty_root()};
    CHECK(checkpoint.text() == "ogp/x\n20852163\n" + root_line + "\n");
    CHECK(Checkpoint::parse(checkpoint.text()) == checkpoint);
    const Checkpoint largest{"ogp/x", std::numeric_limits<std::uint64_t>::max(), Hash{}};
    CHECK(Checkpoint::parse(largest.text()) == largest);
}

TEST_CASE("what is no checkpoint is refused")
{
    const std::string size_and_root = "\n5\n" + root_line + "\n";
    const std::vector<std::string> wrong{
             std::string(), std::string("\n"), std::string("\n\n\n"), "ogp/x\n5\n" + root_line, size_and_root,
             "ogp/x\n5\n" + root_line + "\nextension\n", "ogp/x\n05\n" + root_line + "\n", "ogp/x\n\n" + root_line + "\n",
             "ogp/x\n-5\n" + root_line + "\n", "ogp/x\n+5\n" + root_line + "\n", "ogp/x\n5 \n" + root_line + "\n",
             "ogp/x\n0x5\n" + root_line + "\n", "ogp/x\n18446744073709551616\n" + root_line + "\n",
             "ogp/x\n5\n" + root_line.substr(4) + "\n", "ogp/x\n5\n" + root_line.substr(0, 43) + "\n",
             "ogp/x\n5\n" + root_line.substr(0, 42) + "V=\n", "ogp/x\n5\nAAAA" + root_line + "\n", "ogp/x\n5\n\n",
             "\xff\n5\n" + root_line + "\n", "ogp/\rx\n5\n" + root_line + "\n", "ogp/x\r\n5\r\n" + root_line + "\r\n"};
    for (const std::string& text : wrong) {
        CAPTURE(text);
        try {
            Checkpoint::parse(text);
            FAIL("accepted");
        } catch (const Error& error) {
            CHECK(error.fault() == Fault::Invalid);
        }
    }
}

TEST_CASE("a batch statement is over the ids of its events in order")
{
    const std::vector<Hash> ids{sha256("1"), sha256("2"), sha256("3")};
    const BatchStatement batch = BatchStatement::over(repository, ids);
    CHECK(batch.origin == "ogp/0123456789abcdef0123456789abcdef/batch");
    CHECK(batch.count == 3);
    CHECK(batch.root == node_hash(node_hash(leaf_hash(ids[0].view()), leaf_hash(ids[1].view())), leaf_hash(ids[2].view())));
    CHECK(BatchStatement::parse(batch.text()) == batch);

    const std::vector<Hash> swapped{ids[1], ids[0], ids[2]};
    CHECK(BatchStatement::over(repository, swapped).root != batch.root);
}

TEST_CASE("a checkpoint cannot stand in for a batch")
{
    CHECK_THROWS_AS(BatchStatement::parse(Checkpoint{origin(repository), 3, Hash{}}.text()), Error);
    CHECK_THROWS_AS(BatchStatement::parse("ogp/x/batch\n3\n"), Error);
}
