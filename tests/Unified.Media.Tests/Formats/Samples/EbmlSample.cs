using static Unified.Media.Tests.BoxSample;

namespace Unified.Media.Tests;

/// <summary>Writes EBML elements.</summary>
internal static class EbmlSample
{
    private static readonly byte[] UnknownSize = [0x01, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF];

    public static byte[] Element(uint id, params byte[][] content)
    {
        var body = Join(content);
        return Join(Id(id), Size((ulong)body.Length), body);
    }

    public static byte[] Lie(uint id, ulong size, params byte[][] content) => Join(Id(id), Size(size), Join(content));

    public static byte[] Endless(uint id, params byte[][] content) => Join(Id(id), UnknownSize, Join(content));

    public static byte[] Header(string type = "webm") =>
        Element(0x1A45DFA3, Element(0x4286, [1]), Element(0x4282, Text(type)), Element(0x4287, [4]));

    public static byte[] Info(double duration = 1500, long scale = 1_000_000) => Element(
        0x1549A966, Element(0x2AD7B1, U32(scale)), Element(0x4489, U64(BitConverter.DoubleToUInt64Bits(duration))));

    public static byte[] Tracks(int width = 320, int height = 240, string codec = "V_VP8") => Element(
        0x1654AE6B,
        Element(0xAE, Element(0x83, [2]), Element(0x86, Text("A_OPUS"))),
        Element(
            0xAE, Element(0x83, [1]), Element(0x86, Text(codec)), Element(0xE0, Element(0xB0, U16(width)), Element(0xBA, U16(height)))));

    public static byte[] Cluster(bool isEndless = false)
    {
        byte[][] content = [Element(0xE7, [0]), Element(0xA3, [0x81, 0, 0, 0x80, 1, 2, 3])];
        return isEndless ? Endless(0x1F43B675, content) : Element(0x1F43B675, content);
    }

    public static byte[] Tags(string name, string value) => Element(
        0x1254C367,
        Element(0xBF, [1, 2, 3, 4]),
        Element(0x7373, Element(0x67C8, Element(0x45A3, Text(name)), Element(0x4487, Text(value)))));

    public static byte[] Segment(params byte[][] content) => Element(0x18538067, content);

    public static byte[] Nested(uint id, int depth)
    {
        byte[] content = [];
        for (var level = 0; level < depth; level++)
        {
            content = Element(id, content);
        }

        return content;
    }

    private static byte[] Id(uint id) => [.. U32(id).SkipWhile(part => part == 0)];

    private static byte[] Size(ulong size) => [0x01, .. U64(size).Skip(1)];
}
