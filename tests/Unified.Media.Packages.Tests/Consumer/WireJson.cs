using System.Text.Json.Serialization;
using Unified.Media;

namespace Consumer;

/// <summary>The types of the library that an application sends or receives.</summary>
[JsonSerializable(typeof(Attribution))]
[JsonSerializable(typeof(BulkOutcome))]
[JsonSerializable(typeof(BulkResult))]
[JsonSerializable(typeof(ByteRange))]
[JsonSerializable(typeof(FacetCount))]
[JsonSerializable(typeof(FacetOptions))]
[JsonSerializable(typeof(Generation))]
[JsonSerializable(typeof(JanitorReport))]
[JsonSerializable(typeof(MediaChanges))]
[JsonSerializable(typeof(MediaFacets))]
[JsonSerializable(typeof(MediaFilter))]
[JsonSerializable(typeof(MediaId))]
[JsonSerializable(typeof(MediaItem))]
[JsonSerializable(typeof(MediaKind))]
[JsonSerializable(typeof(MediaLink))]
[JsonSerializable(typeof(MediaMetadata))]
[JsonSerializable(typeof(MediaPage))]
[JsonSerializable(typeof(MediaProgress))]
[JsonSerializable(typeof(MediaQuery))]
[JsonSerializable(typeof(MediaSort))]
[JsonSerializable(typeof(ObjectLocation))]
[JsonSerializable(typeof(OwnerId))]
[JsonSerializable(typeof(RejectionReason))]
[JsonSerializable(typeof(SourceType))]
[JsonSerializable(typeof(SweepPlan))]
[JsonSerializable(typeof(SweepReport))]
[JsonSerializable(typeof(TagMatch))]
[JsonSerializable(typeof(Visibility))]
internal sealed partial class WireJson : JsonSerializerContext;
