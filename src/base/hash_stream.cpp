#include "base/hash_stream.hpp"

#include "base/error.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>

namespace ogp {
namespace {

[[noreturn]] void fail()
{
    throw Error(Fault::Internal, {"SHA-256 ვერ ამუშავდა", "SHA-256 does not start"});
}

struct FreeContext
{
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

} // namespace

struct HashStream::State
{
    std::unique_ptr<EVP_MD_CTX, FreeContext> context{EVP_MD_CTX_new()};
};

HashStream::HashStream() : m_state(std::make_unique<State>())
{
    // Reading openssl.cnf costs more than everything else here.
    OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, nullptr);
    if (m_state->context == nullptr || EVP_DigestInit_ex2(m_state->context.get(), EVP_sha256(), nullptr) != 1)
        fail();
}

HashStream::~HashStream() = default;

void HashStream::add(std::string_view piece)
{
    if (!piece.empty() && EVP_DigestUpdate(m_state->context.get(), piece.data(), piece.size()) != 1)
        fail();
}

Hash HashStream::finish()
{
    Hash hash;
    if (EVP_DigestFinal_ex(m_state->context.get(), hash.bytes.data(), nullptr) != 1)
        fail();
    return hash;
}

} // namespace ogp
