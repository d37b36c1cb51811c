namespace Unified.Media.TestStorage;

/// <summary>The checks before a write, and the write of the row after it, for all kinds of uploads and copies.</summary>
internal sealed class ObjectWrite(StorageState state)
{
    /// <summary>Checks whether a row may be written. The real server tries the insert before it reads the body.</summary>
    public void Check(StorageCaller caller, string bucket, string key, bool upsert)
    {
        Authorize(caller, bucket, key, upsert);
        if (!upsert && state.Table.Find(bucket, key) is not null)
        {
            throw Failures.ObjectExists;
        }
    }

    /// <summary>Checks the policies: inserting needs INSERT, and overwriting also SELECT and UPDATE.</summary>
    public void Authorize(StorageCaller caller, string bucket, string key, bool upsert)
    {
        var needed = StorageCommand.Insert;
        if (upsert)
        {
            needed |= StorageCommand.Select;
            needed |= state.Table.Find(bucket, key) is null ? StorageCommand.None : StorageCommand.Update;
        }

        foreach (var command in (StorageCommand[])[StorageCommand.Insert, StorageCommand.Select, StorageCommand.Update])
        {
            if (needed.HasFlag(command) && !state.Policies.Allow(caller, command, bucket, key))
            {
                throw Failures.PolicyDenied;
            }
        }
    }

    /// <summary>
    /// Checks size and content type against the limits of the bucket. Like the real server, it does not check the size of a body of unknown length.
    /// </summary>
    public void CheckLimits(StorageBucket bucket, string key, string? contentType, long? length)
    {
        if (KeyRule.IsEmptyFolder(key))
        {
            if (length > 0)
            {
                throw Failures.TooLarge;
            }

            return;
        }

        if (contentType is not null && !bucket.Allows(contentType))
        {
            throw Failures.TypeNotAllowed(contentType);
        }

        if (length > Limit(bucket))
        {
            throw Failures.TooLarge;
        }
    }

    public long Limit(StorageBucket bucket) => Math.Min(bucket.SizeLimit ?? long.MaxValue, state.Options.SizeLimit);

    /// <summary>Writes the row. Of two concurrent creations the last one wins, because creating is not atomic on the real server.</summary>
    public StorageObject Finish(string bucket, string key, Guid version, string owner, StoredContent content, UploadHeaders headers)
    {
        var now = state.Time.GetUtcNow();
        var old = state.Table.Find(bucket, key);
        var item = new StorageObject
        {
            Id = old?.Id ?? Guid.NewGuid(),
            Bucket = bucket,
            Key = key,
            Version = version,
            Owner = owner,
            Size = content.Size,
            ETag = content.ETag,
            ContentType = headers.ContentType,
            CacheControl = headers.CacheControl,
            Robots = headers.Robots,
            UserMetadata = headers.Metadata,
            CreatedAt = old?.CreatedAt ?? now,
            UpdatedAt = now,
            LastModified = now,
        };
        if (state.Table.Put(item) is { } replaced && replaced.Version != version)
        {
            state.Files.Delete(replaced.Version);
        }

        return item;
    }
}
