using Microsoft.EntityFrameworkCore;

namespace Xiezhi.Storage.Schema;

/// <summary>The schema. Events are the truth; every other table of cases can be made again from them.</summary>
/// <remarks>As it is, the schema of SQLite; what PostgreSQL needs besides is added by <see cref="PostgreSql.PostgreSqlXiezhiDatabase"/>.</remarks>
internal class XiezhiDatabase : DbContext
{
    public XiezhiDatabase(DbContextOptions<XiezhiDatabase> options)
        : base(options)
    {
    }

    protected XiezhiDatabase(DbContextOptions options)
        : base(options)
    {
    }

    public DbSet<EventRow> Events => Set<EventRow>();

    public DbSet<CaseRow> Cases => Set<CaseRow>();

    public DbSet<TaskRow> Tasks => Set<TaskRow>();

    public DbSet<TaskOwnerRow> TaskOwners => Set<TaskOwnerRow>();

    public DbSet<MomentRow> Moments => Set<MomentRow>();

    public DbSet<CommandRow> Commands => Set<CommandRow>();

    public DbSet<KeyDigestsRow> KeyDigests => Set<KeyDigestsRow>();

    public DbSet<OutboxRow> Outbox => Set<OutboxRow>();

    public DbSet<NotificationRow> Notifications => Set<NotificationRow>();

    public DbSet<PackageFileRow> PackageFiles => Set<PackageFileRow>();

    public DbSet<PublicationRow> Publications => Set<PublicationRow>();

    public DbSet<CheckpointRow> Checkpoints => Set<CheckpointRow>();

    public DbSet<CheckpointCaseRow> CheckpointCases => Set<CheckpointCaseRow>();

    public DbSet<SnapshotRow> Snapshots => Set<SnapshotRow>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<EventRow>(row =>
        {
            row.ToTable("events").HasKey(e => new { e.Tenant, e.CaseId, e.Sequence });
        });
        modelBuilder.Entity<CaseRow>(row =>
        {
            row.ToTable("cases").HasKey(c => new { c.Tenant, c.Id });
            row.HasIndex(c => new { c.Tenant, c.Key });
            row.HasIndex(c => new { c.Tenant, c.OpenedAt });
            row.HasIndex(c => new { c.Tenant, c.Lead, c.OpenedAt });
        });
        modelBuilder.Entity<TaskRow>(row =>
        {
            row.ToTable("tasks").HasKey(t => new { t.Tenant, t.CaseId, t.TaskId });
            row.HasIndex(t => new { t.Tenant, t.OpenedAt });
        });
        modelBuilder.Entity<TaskOwnerRow>(row =>
        {
            row.ToTable("task_owners").HasKey(o => new { o.Tenant, o.CaseId, o.TaskId, o.Owner });
            row.HasIndex(o => new { o.Tenant, o.Owner });
        });
        modelBuilder.Entity<MomentRow>(row =>
        {
            row.ToTable("moments").HasKey(m => new { m.Tenant, m.CaseId, m.Name });
            row.HasIndex(m => m.At);
        });
        modelBuilder.Entity<CommandRow>(row =>
        {
            row.ToTable("commands").HasKey(c => new { c.Tenant, c.Key });
        });
        modelBuilder.Entity<KeyDigestsRow>(row =>
        {
            row.ToTable("key_digests").HasKey(d => new { d.Tenant, d.CaseId });
        });
        modelBuilder.Entity<OutboxRow>(row =>
        {
            row.ToTable("outbox").HasKey(o => o.Id);
            row.HasIndex(o => o.NextAttemptAt);
            row.HasIndex(o => o.DeliveredAt).HasFilter("DeliveredAt IS NOT NULL");
        });
        modelBuilder.Entity<NotificationRow>(row =>
        {
            row.ToTable("notifications").HasKey(n => n.Id);
            row.HasIndex(n => new { n.Tenant, n.Recipient, n.At });
            row.HasIndex(n => n.At);
        });
        modelBuilder.Entity<PackageFileRow>(row =>
        {
            row.ToTable("package_files").HasKey(f => new { f.Tenant, f.PackageId, f.Path });
        });
        modelBuilder.Entity<PublicationRow>(row =>
        {
            row.ToTable("publications").HasKey(p => new { p.Tenant, p.PackageId, p.EffectiveFrom });
            row.HasIndex(p => new { p.Tenant, p.Name });
        });
        modelBuilder.Entity<SnapshotRow>(row =>
        {
            row.ToTable("snapshots").HasKey(s => new { s.Tenant, s.CaseId });
        });
        modelBuilder.Entity<CheckpointRow>(row =>
        {
            row.ToTable("checkpoints").HasKey(c => new { c.Tenant, c.Number });
        });
        modelBuilder.Entity<CheckpointCaseRow>(row =>
        {
            row.ToTable("checkpoint_cases").HasKey(c => new { c.Tenant, c.Number, c.CaseId });
        });
    }
}
