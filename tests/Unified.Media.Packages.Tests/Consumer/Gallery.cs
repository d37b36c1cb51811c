using Unified.Media;

namespace Consumer;

/// <summary>A service of an application that is tested with a fake and with a substitute of the store.</summary>
internal sealed class Gallery(IUnifiedMediaStore store)
{
    public async Task<string> DescribeAsync(string user)
    {
        var page = await store.GetUserUnifiedMediaAsync(MediaUser.For(user), new() { Kinds = [MediaKind.Image] });
        await using var download = await store.OpenMediaAsync(MediaUser.For(user), page.Items[0].Id, new() { Range = new(0, 4) });
        using var reader = new StreamReader(download!.Content);
        return $"{page.Items[0].Title}: {await reader.ReadToEndAsync()} of {download.TotalBytes}";
    }
}
