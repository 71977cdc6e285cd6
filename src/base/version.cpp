#include "base/version.hpp"

namespace ogp {

std::string_view version()
{
    return OGP_VERSION;
}

} // namespace ogp
