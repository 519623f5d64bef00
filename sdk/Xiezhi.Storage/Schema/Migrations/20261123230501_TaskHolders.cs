using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Xiezhi.Storage.Schema.Migrations
{
    /// <inheritdoc />
    public partial class TaskHolders : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "HeldUntil",
                table: "tasks",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "HolderParty",
                table: "tasks",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "HolderPerson",
                table: "tasks",
                type: "TEXT",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "HeldUntil",
                table: "tasks");

            migrationBuilder.DropColumn(
                name: "HolderParty",
                table: "tasks");

            migrationBuilder.DropColumn(
                name: "HolderPerson",
                table: "tasks");
        }
    }
}
