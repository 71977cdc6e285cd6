#pragma once

#include "base/hash.hpp"
#include "store/blobs.hpp"

#include <functional>
#include <string_view>

/// Contents that belong to a person: the blob is a ciphertext under the subject's key (subject_keys.hpp), so that destroying
/// the key takes the content with it, in backups too, while the blob and every proof stay valid.
///
/// Ciphertext: the 24 bytes of header of libsodium's secretstream (XChaCha20-Poly1305), then boxes of 64 KiB of content and 17
/// bytes each; the last one, shorter or empty, is tagged final, so that a cut is seen. The key is HMAC-SHA-256 of
/// "ogp-blob-v1" under the subject's key.
namespace ogp::store {

/// Gives the next piece of the content, at most `size` bytes into `buffer`, 0 at its end.
using ContentSource = std::function<std::size_t(char* buffer, std::size_t size)>;

/// Encrypts the content into a blob; durable when it returns. Gives the hash of the ciphertext.
Hash put_sealed(const Blobs& blobs, std::string_view subject_key, const ContentSource& source);

/// Decrypts a blob piece by piece. Error: NotFound where it is missing; Integrity where it was changed or is under another key.
void read_sealed(const Blobs& blobs, const Hash& ciphertext, std::string_view subject_key,
                 const std::function<void(std::string_view piece)>& visit);

} // namespace ogp::store
