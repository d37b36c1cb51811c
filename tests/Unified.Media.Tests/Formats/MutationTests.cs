namespace Unified.Media.Tests;

public sealed class MutationTests
{
    private const int MutationsPerSample = 1_000;

    private static readonly long[] WrongValues = [0, 1, 7, 8, 255, 65_535, int.MaxValue, 2_147_483_648, uint.MaxValue];

    [Theory]
    [MemberData(nameof(ImageSample.Names), MemberType = typeof(ImageSample))]
    public async Task Mutated_content_is_accepted_or_rejected(string name)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var original = ImageSample.Named(name).Bytes;
        var random = new Random(name.Length * 7919);
        for (var round = 0; round < MutationsPerSample; round++)
        {
            var bytes = Mutate(original, random);
            var verdict = await ContentInMemory.ScanOutcomeAsync(bytes, stripMetadata: true);
            if (verdict != ContentInMemory.Accepted)
            {
                continue;
            }

            var scan = await ContentInMemory.ScanAsync(bytes, stripMetadata: true);
            var stored = await ContentInMemory.StoreAsync(bytes, scan);
            var again = await ContentInMemory.ScanAsync(stored, stripMetadata: true);

            Assert.Equal((round, 0, false), (round, again.TrailingBytes, again.ChangesContent));
            Assert.Equal(scan.Properties, again.Properties);
        }
    }

    private static byte[] Mutate(byte[] original, Random random)
    {
        List<byte> bytes = [.. original];
        for (var changes = random.Next(1, 4); changes > 0; changes--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 20), bytes.Count - at - 1));
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 60), bytes.Count - at)));
                    break;
                default:
                    var lie = WrongValues[random.Next(WrongValues.Length)];
                    var field = random.Next(2) == 0 ? ByteOrder.Big32(lie) : ByteOrder.Little32(lie);
                    for (var index = 0; index < field.Length && at + index < bytes.Count; index++)
                    {
                        bytes[at + index] = field[index];
                    }

                    break;
            }
        }

        return [.. bytes];
    }
}
