namespace Unified.Media.Tests;

public sealed class ShippedMediaTruncationTests
{
    public static TheoryData<string> Names => ShippedMedia.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_file_that_is_cut_off_anywhere_is_never_whole(string name)
    {
        var content = ShippedMedia.Read(name);
        var whole = ShippedMedia.Find(name).WholeAt;
        var surprises = new List<string>();

        for (var length = 1; length < content.Length; length++)
        {
            var verdict = await ContentInMemory.VerdictAsync(content, length: length);
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
    public async Task The_whole_file_is_accepted_as_it_is(string name)
    {
        var content = ShippedMedia.Read(name);

        var scan = await ContentInMemory.ScanAsync(content);

        Assert.False(scan.ChangesContent);
        Assert.Equal(content.Length, scan.Length);
        Assert.Equal(content, await ContentInMemory.StoreAsync(content, scan));
    }
}
