using Microsoft.Extensions.Hosting;
using Unified.Media;

namespace Quickstart;

/// <summary>Uploads file after file, and goes on after those that are refused.</summary>
internal sealed class FolderUpload(IUnifiedMediaStore store, IHostApplicationLifetime lifetime)
{
    /// <returns>How many files were not kept.</returns>
    public async Task<int> RunAsync(MediaUser user, IReadOnlyList<string> files)
    {
        var (kept, refused) = (0, 0);
        foreach (var path in files.TakeWhile(_ => !lifetime.ApplicationStopping.IsCancellationRequested))
        {
            try
            {
                Screen.Kept(path, await store.UploadMediaAsync(user, path));
                kept++;
            }
            catch (MediaRejectedException rejected)
            {
                Screen.Refused(path, rejected.Reasons);
                refused++;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                Screen.Refused(path, [new("unreadable", exception.Message)]);
                refused++;
            }
        }

        Screen.Tally(kept, refused);
        return refused;
    }
}
