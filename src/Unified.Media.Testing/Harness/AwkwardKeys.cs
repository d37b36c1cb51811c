using System.Text;
using Unified.Media.Drivers;

namespace Unified.Media.Testing;

/// <summary>Object keys that a driver must cope with.</summary>
public static class AwkwardKeys
{
    /// <summary>
    /// Keys that every store must hold: lower-case letters, digits, <c>-</c>, <c>_</c> and <c>.</c>, up to 20 segments, 1,024 bytes in all.
    /// Everything that <see cref="ObjectLayout"/> composes is of this kind.
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

    /// <summary>
    /// Keys that a store must either hold exactly or refuse with <see cref="MediaErrorCode.InvalidKey"/>. Older systems wrote some.
    /// </summary>
    public static IReadOnlyList<string> Foreign { get; } =
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
    /// Keys that look like paths to elsewhere. A store refuses them with <see cref="MediaErrorCode.InvalidKey"/>, or holds them as the mere
    /// names that they are to it.
    /// </summary>
    public static IReadOnlyList<string> Forbidden { get; } =
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

    /// <summary>Names of buckets that look like paths to elsewhere.</summary>
    public static IReadOnlyList<string> ForbiddenBuckets { get; } = ["", ".", "..", "../b", "/b", "a/../b", "a\\b", "a\0b"];

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
