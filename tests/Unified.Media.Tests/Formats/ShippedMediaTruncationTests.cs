namespace Unified.Media.Tests;

public sealed class ShippedMediaTruncationTests
{
    public static TheoryData<string> Names => ShippedMedia.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Truncated_file_is_never_accepted(string name)
    {
        var content = ShippedMedia.Read(name);
        var whole = ShippedMedia.Find(name).ValidLengths;
        var surprises = new List<string>();

        for (var length = 1; length < content.Length; length++)
        {
            var verdict = await ContentInMemory.ScanOutcomeAsync(content, length: length);
            var expected = whole.Contains(length) ? ContentInMemory.Accepted
                : length < ShippedMedia.SignatureLength(name) ? RejectionCode.Unrecognised
                : RejectionCode.Truncated;
            if (verdict != expected)
            {
                surprises.Add($"{length}: {verdict}, not {expected}");
            }
        }

        Assert.Empty(surprises);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Complete_file_is_stored_unchanged(string name)
    {
        var content = ShippedMedia.Read(name);

        var scan = await ContentInMemory.ScanAsync(content);

        Assert.False(scan.ChangesContent);
        Assert.Equal(content.Length, scan.Length);
        Assert.Equal(content, await ContentInMemory.StoreAsync(content, scan));
    }
}
