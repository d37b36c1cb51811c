namespace Unified.Media.TestStorage;

/// <summary>Checks policies and limits before an upload or a copy, and writes the row after it.</summary>
internal sealed class ObjectWriter(StorageState state)
{
    /// <summary>Checks the policies, and that the object does not exist. Like the real server, this happens before the body is read.</summary>
    public void Check(StorageCaller caller, string bucket, string key, bool upsert)
    {
        Authorize(caller, bucket, key, upsert);
        if (!upsert && state.Table.Find(bucket, key) is not null)
        {
            throw StorageErrors.ObjectExists;
        }
    }

    /// <summary>Checks the policies: every write needs INSERT, an upsert also SELECT, and overwriting an object also UPDATE.</summary>
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
                throw StorageErrors.PolicyDenied;
            }
        }
    }

    /// <summary>
    /// Checks the size and the content type against the limits of the bucket. Like the real server, does not check the size when it is unknown.
    /// </summary>
    public void CheckLimits(StorageBucket bucket, string key, string? contentType, long? length)
    {
        if (NameRules.IsEmptyFolder(key))
        {
            if (length > 0)
            {
                throw StorageErrors.TooLarge;
            }

            return;
        }

        if (contentType is not null && !bucket.Allows(contentType))
        {
            throw StorageErrors.TypeNotAllowed(contentType);
        }

        if (length > MaxBytes(bucket))
        {
            throw StorageErrors.TooLarge;
        }
    }

    public long MaxBytes(StorageBucket bucket) => Math.Min(bucket.SizeLimit ?? long.MaxValue, state.Options.SizeLimit);

    /// <summary>Writes the row. Like on the real server, the last of two concurrent creations of one key wins.</summary>
    public StorageObject WriteRow(string bucket, string key, Guid version, string owner, StoredContent content, UploadHeaders headers)
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
