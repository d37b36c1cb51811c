using System.Text;
using Unified.Media.Drivers;

namespace Unified.Media.Testing;

/// <summary>Object keys that a driver must handle.</summary>
public static class EdgeCaseKeys
{
    /// <summary>
    /// Keys that every store must accept: lower-case letters, digits, <c>-</c>, <c>_</c> and <c>.</c>, up to 20 segments and 1,024 bytes.
    /// <see cref="ObjectLayout"/> composes only such keys.
    /// </summary>
    public static IReadOnlyList<string> Portable { get; } =
    [
        "a.png",
        "a/b.png",
        "0.png",
        "-a/_b/-.png",
        "a.b.c/d.e.f.png",
        "no-extension",
        "_",
        "-",
        "a",
        ".hidden/a.png",
        string.Join('/', Enumerable.Range(1, 20).Select(segment => $"s{segment}")),
        LongKey(1024),
        .. ObjectLayout.All.Select(layout =>
            layout.Locate("user_1-x", MediaId.Parse("0190f3a0-7c1e-7abc-8def-0123456789ab"), 12, "png").Key),
        ObjectLayout.Stock.Locate("user_1-x", MediaId.Parse("0190f3a0-7c1e-7abc-8def-0123456789ab"), 1, "webp", ObjectRole.Parse("thumb-320")).Key,
    ];

    /// <summary>Keys that a store either stores unchanged or rejects with <see cref="MediaErrorCode.InvalidKey"/>.</summary>
    public static IReadOnlyList<string> NonPortable { get; } =
    [
        "with space.png",
        "100%.png",
        "a%2Fb.png",
        "%2e%2e/a.png",
        "a#b.png",
        "a?b=c&d.png",
        "a+b.png",
        "a:b.png",
        "a*b.png",
        "a|b<c>.png",
        "a\"b.png",
        "😀/猫.png",
        "é.png",
        "e\u0301.png",
        "UPPER/Case.PNG",
        " lead.png",
        "trail ",
        "dot.",
        "con",
        "nul.png",
        "...",
        "..a",
        "a..",
        "line\nbreak.png",
        "right\u202Eleft.png",
        new string('n', 251) + ".png",
        new('n', 255),
        new('n', 256),
        LongKey(2048),
    ];

    /// <summary>
    /// Keys that resemble path traversal. A store rejects them with <see cref="MediaErrorCode.InvalidKey"/>, or stores them
    /// unchanged as ordinary keys.
    /// </summary>
    public static IReadOnlyList<string> PathTraversal { get; } =
    [
        "",
        "/",
        "//",
        "a//b",
        ".",
        "..",
        "../a",
        "../../a",
        "a/..",
        "a/../b",
        "a/./b",
        "./a",
        "/a",
        "/etc/a",
        "a/",
        "a\0b",
        "a\\b",
        "..\\a",
        "a\\..\\b",
        "C:\\x",
        "C:/x",
        "\\\\host\\share\\x",
    ];

    /// <summary>Bucket names that resemble path traversal.</summary>
    public static IReadOnlyList<string> PathTraversalBuckets { get; } = ["", ".", "..", "../b", "/b", "a/../b", "a\\b", "a\0b"];

    private static string LongKey(int length)
    {
        var key = new StringBuilder();
        while (key.Length < length)
        {
            key.Append(key.Length % 128 == 127 ? '/' : (char)('a' + (key.Length % 26)));
        }

        key[^1] = 'z';
        return key.ToString();
    }
}
