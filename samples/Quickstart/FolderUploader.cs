using Microsoft.Extensions.Hosting;
using Unified.Media;

namespace Quickstart;

/// <summary>Uploads files one by one and continues after a rejected file.</summary>
internal sealed class FolderUploader(IUnifiedMediaStore store, IHostApplicationLifetime lifetime)
{
    /// <returns>The number of rejected files.</returns>
    public async Task<int> UploadAsync(MediaUser user, IReadOnlyList<string> files)
    {
        var (stored, rejected) = (0, 0);
        foreach (var path in files.TakeWhile(_ => !lifetime.ApplicationStopping.IsCancellationRequested))
        {
            try
            {
                TourOutput.PrintStored(path, await store.UploadMediaAsync(user, path));
                stored++;
            }
            catch (MediaRejectedException exception)
            {
                TourOutput.PrintRejected(path, exception.Reasons);
                rejected++;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                TourOutput.PrintRejected(path, [new("unreadable", exception.Message)]);
                rejected++;
            }
        }

        TourOutput.PrintTotals(stored, rejected);
        return rejected;
    }
}
