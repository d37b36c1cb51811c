using System.Runtime.CompilerServices;
using Unified.Media.Drivers;

namespace Unified.Media.Supabase;

public sealed partial class SupabaseBucket
{
    private const int PageSize = 1_000;

    /// <summary>
    /// Every object whose key begins with a prefix, in the order of their keys, folders and all. A thousand are read with one call. A
    /// bucket that does not exist is empty.
    /// </summary>
    /// <param name="prefix">The beginning of keys, letter by letter; empty for all.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async IAsyncEnumerable<StoredObject> ListAsync(
        string prefix = "", [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        if (!ObjectKey.HasOnlyKeyCharacters(prefix))
        {
            // No key begins so, and the server might read something else into it.
            yield break;
        }

        var identity = await _parts.Transport.IdentifyAsync(cancellationToken).ConfigureAwait(false);
        string? cursor = null;
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            var page = await PageAsync(new(prefix, PageSize, cursor), identity, cancellationToken).ConfigureAwait(false);
            foreach (var listed in page.Objects.Where(listed => listed.Name.StartsWith(prefix, StringComparison.Ordinal)))
            {
                yield return ObjectFacts.OfListed(Name, listed);
            }

            // Half a list must not pass for the whole, nor the same page come for ever.
            if (page.HasNext && (page.NextCursor is null || page.NextCursor == cursor))
            {
                throw new MediaProviderException(SupabaseErrors.Provider, "Supabase Storage did not say where its list goes on.", null);
            }

            cursor = page.HasNext ? page.NextCursor : null;
        }
        while (cursor is not null);
    }

    private async Task<ListingBody> PageAsync(ListingQueryBody query, StorageIdentity identity, CancellationToken cancellationToken)
    {
        var state = new StorageCallState(new(HttpMethod.Post, ObjectPath.Of("object/list-v2", Name), "list the objects")
        {
            BegunFor = identity,
            Content = _ => SupabaseContent.Of(query, SupabaseJson.Default.ListingQueryBody),
        });
        try
        {
            return await _parts.Transport.TryAsync(
                state,
                static (answer, token) => SupabaseContent.ReadAsync(answer, SupabaseJson.Default.ListingBody, token),
                cancellationToken).ConfigureAwait(false);
        }
        catch (StorageFault fault) when (fault.Kind == StorageFaultKind.NoBucket)
        {
            return new();
        }
        catch (StorageFault fault)
        {
            throw StorageTransport.Translate(fault, state);
        }
    }
}
