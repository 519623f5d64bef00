using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Xiezhi.Storage.Schema.PostgreSql;

/// <summary>The schema on PostgreSQL: columns in lower case, texts ordered by their bytes as in every other store, and who holds which work.</summary>
internal sealed class PostgreSqlXiezhiDatabase(DbContextOptions<PostgreSqlXiezhiDatabase> options) : XiezhiDatabase(options)
{
    /// <summary>Texts are compared and ordered by their bytes, whatever language the server speaks.</summary>
    private const string Ordinal = "C";

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<string>().HaveConversion<StoredTextConverter>().UseCollation(Ordinal);

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.Entity<CaseRow>(row =>
        {
            // A hash index takes keys of any length; a B-tree takes none of more than 2,704 bytes.
            row.Metadata.RemoveIndex(row.HasIndex(c => new { c.Tenant, c.Key }).Metadata);
            row.HasIndex(c => c.Key).HasMethod("hash");
        });
        modelBuilder.Entity<MomentRow>(row =>
        {
            row.Property<string?>("ClaimedBy");
            row.Property<long?>("ClaimedUntil");
            row.HasIndex("ClaimedUntil").HasFilter("claimed_until IS NOT NULL");
        });
        modelBuilder.Entity<OutboxRow>(row =>
        {
            row.Property<string?>("ClaimedBy");
            row.Property<long?>("ClaimedUntil");
            row.Metadata.RemoveIndex(row.HasIndex(o => o.NextAttemptAt).Metadata);
            row.HasIndex(o => new { o.NextAttemptAt, o.Id }).HasFilter("next_attempt_at IS NOT NULL");
            row.HasIndex("ClaimedUntil").HasFilter("claimed_until IS NOT NULL");
            row.HasIndex(o => o.DeliveredAt).HasFilter("delivered_at IS NOT NULL");
        });
        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties()))
        {
            property.SetColumnName(InLowerCase(property.Name));
        }
    }

    private static string InLowerCase(string name) =>
        string.Concat(name.Select((letter, place) => char.IsAsciiLetterUpper(letter) ? (place == 0 ? "" : "_") + char.ToLowerInvariant(letter) : letter.ToString()));

    /// <summary>Texts on their way into the database and back.</summary>
    private sealed class StoredTextConverter() : ValueConverter<string, string>(text => StoredText.Write(text), text => StoredText.Read(text));
}
