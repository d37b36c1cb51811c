using System.Buffers.Binary;

namespace Unified.Media.Tests;

public sealed class BoxMutationTests
{
    private const int MutationsPerFile = 2_000;

    private static readonly uint[] Numbers = [0, 1, 7, 8, 16, 0xFF, 0xFFFF, int.MaxValue, 0x80000000, 0xFFFFFFF0, uint.MaxValue];

    public static TheoryData<string> Names => ShippedMedia.BoxNames;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Damaged_content_is_accepted_or_rejected(string name)
    {
        var original = ShippedMedia.Read(name);
        var structure = Math.Min(original.Length, 3_000);
        var random = new Random(StringComparer.Ordinal.Equals(name, "pond.avif") ? 17 : name.Length);
        var verdicts = new Dictionary<string, int>();

        for (var round = 0; round < MutationsPerFile; round++)
        {
            var content = Mutate(original, structure, random);
            var verdict = await ContentInMemory.ScanOutcomeAsync(content, stripMetadata: true);
            verdicts[verdict] = verdicts.GetValueOrDefault(verdict) + 1;
            if (verdict == ContentInMemory.Accepted)
            {
                await AssertStrippingSettlesAsync(content, round);
            }
        }

        Assert.Equal(MutationsPerFile, verdicts.Values.Sum());
        Assert.True(verdicts.Count > 2, string.Join(' ', verdicts));
    }

    private static async Task AssertStrippingSettlesAsync(byte[] content, int round)
    {
        var scan = await ContentInMemory.ScanAsync(content, stripMetadata: true);
        var stored = await ContentInMemory.StoreAsync(content, scan);
        var again = await ContentInMemory.ScanAsync(stored, stripMetadata: true);

        Assert.Equal((round, scan.Properties), (round, again.Properties));
        Assert.Equal((round, false), (round, again.ChangesContent));
    }

    private static byte[] Mutate(byte[] original, int structure, Random random)
    {
        var content = original.ToArray();
        for (var change = random.Next(1, 4); change > 0; change--)
        {
            var at = random.Next(4) == 0 ? random.Next(content.Length - 4) : random.Next(Math.Min(structure, content.Length - 4));
            switch (random.Next(6))
            {
                case 0:
                    content[at] = (byte)random.Next(256);
                    break;
                case 1:
                    content[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    BinaryPrimitives.WriteUInt32BigEndian(content.AsSpan(at), Numbers[random.Next(Numbers.Length)]);
                    break;
                case 3:
                    var number = BinaryPrimitives.ReadUInt32BigEndian(content.AsSpan(at));
                    BinaryPrimitives.WriteUInt32BigEndian(content.AsSpan(at), number + (uint)random.Next(-9, 10));
                    break;
                case 4:
                    content = [.. content.AsSpan(0, at), .. content.AsSpan(at + random.Next(1, 4))];
                    break;
                default:
                    var copied = content.AsSpan(random.Next(structure - 100), random.Next(1, 100));
                    content = [.. content.AsSpan(0, at), .. copied, .. content.AsSpan(at)];
                    break;
            }
        }

        return content;
    }
}
