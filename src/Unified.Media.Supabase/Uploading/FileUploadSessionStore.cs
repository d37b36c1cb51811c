namespace Unified.Media.Supabase;

/// <summary>Stores one file per session in a folder, so that another process can resume the uploads.</summary>
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
        // Writes to a temporary file and renames it, so that readers never see a partial file.
        var temporaryFile = $"{GetPath(id)}.{Path.GetRandomFileName()}";
        try
        {
            await File.WriteAllTextAsync(temporaryFile, session, cancellationToken).ConfigureAwait(false);
            File.Move(temporaryFile, GetPath(id), overwrite: true);
        }
        catch
        {
            File.Delete(temporaryFile);
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
