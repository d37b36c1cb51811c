namespace Unified.Media.Supabase;

/// <summary>Stores one small file per session in a folder, so that a process can resume the uploads of an earlier one.</summary>
internal sealed class FileUploadSessionStore : IUploadSessionStore
{
    // Servers end sessions after one day at the latest.
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(2);

    private readonly string _folder;

    public FileUploadSessionStore(string folder, TimeProvider time)
    {
        _folder = Path.GetFullPath(folder);
        Directory.CreateDirectory(_folder);
        var oldest = time.GetUtcNow().UtcDateTime - Lifetime;
        foreach (var file in Directory.EnumerateFiles(_folder, "*.upload*").Where(file => File.GetLastWriteTimeUtc(file) < oldest))
        {
            File.Delete(file);
        }
    }

    public async Task<string?> FindAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllTextAsync(GetPath(id), cancellationToken).ConfigureAwait(false);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    public async Task SaveAsync(string id, string session, CancellationToken cancellationToken)
    {
        // Renamed when it is complete, so that a reader never sees a partial file.
        var partFile = $"{GetPath(id)}.{Path.GetRandomFileName()}";
        try
        {
            await File.WriteAllTextAsync(partFile, session, cancellationToken).ConfigureAwait(false);
            File.Move(partFile, GetPath(id), overwrite: true);
        }
        catch
        {
            File.Delete(partFile);
            throw;
        }
    }

    public Task RemoveAsync(string id, CancellationToken cancellationToken)
    {
        File.Delete(GetPath(id));
        return Task.CompletedTask;
    }

    private string GetPath(string id) => Path.Combine(_folder, $"{id}.upload");
}
