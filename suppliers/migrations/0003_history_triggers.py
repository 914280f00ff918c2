import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations

from boroughs.together import Together


class Migration(migrations.Migration):

    dependencies = [
        ('suppliers', '0002_tables_2'),
    ]

    operations = [
        Together(
            [
                pgtrigger.migrations.AddTrigger(
                    model_name='productname',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "suppliers_productnameevent" ("date_note", "id", "is_generic", "is_word", "kind", "name", "normalised", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "source_url", "valid_from", "valid_to") VALUES (NEW."date_note", NEW."id", NEW."is_generic", NEW."is_word", NEW."kind", NEW."name", NEW."normalised", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."product_id", NEW."source_url", NEW."valid_from", NEW."valid_to"); RETURN NULL;', hash='148fe3e53854f6619daf6712b54667680c860e2d', operation='INSERT', pgid='pgtrigger_insert_insert_4dc6e', table='suppliers_productname', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='productname',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "suppliers_productnameevent" ("date_note", "id", "is_generic", "is_word", "kind", "name", "normalised", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "source_url", "valid_from", "valid_to") VALUES (NEW."date_note", NEW."id", NEW."is_generic", NEW."is_word", NEW."kind", NEW."name", NEW."normalised", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."product_id", NEW."source_url", NEW."valid_from", NEW."valid_to"); RETURN NULL;', hash='10767fac2c40e7a1cfe09b456588bf38db048ff8', operation='UPDATE', pgid='pgtrigger_update_update_dab2f', table='suppliers_productname', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='productname',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "suppliers_productnameevent" ("date_note", "id", "is_generic", "is_word", "kind", "name", "normalised", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "source_url", "valid_from", "valid_to") VALUES (OLD."date_note", OLD."id", OLD."is_generic", OLD."is_word", OLD."kind", OLD."name", OLD."normalised", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."product_id", OLD."source_url", OLD."valid_from", OLD."valid_to"); RETURN NULL;', hash='412c2d38a15a3d7aa9e706b5b291fe1ae9d3099b', operation='DELETE', pgid='pgtrigger_delete_delete_ea68f', table='suppliers_productname', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='productterm',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "suppliers_producttermevent" ("borough_ids", "contracts", "decided_at", "decided_by_id", "examples", "id", "normalised", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "status", "term") VALUES (NEW."borough_ids", NEW."contracts", NEW."decided_at", NEW."decided_by_id", NEW."examples", NEW."id", NEW."normalised", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."product_id", NEW."status", NEW."term"); RETURN NULL;', hash='5877490da163e386aa959ee4aae6179a40bb7e9c', operation='INSERT', pgid='pgtrigger_insert_insert_3d746', table='suppliers_productterm', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='productterm',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "suppliers_producttermevent" ("borough_ids", "contracts", "decided_at", "decided_by_id", "examples", "id", "normalised", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "status", "term") VALUES (NEW."borough_ids", NEW."contracts", NEW."decided_at", NEW."decided_by_id", NEW."examples", NEW."id", NEW."normalised", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."product_id", NEW."status", NEW."term"); RETURN NULL;', hash='8940947763f81a586a4a3be940be96598847ece5', operation='UPDATE', pgid='pgtrigger_update_update_9aa96', table='suppliers_productterm', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='productterm',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "suppliers_producttermevent" ("borough_ids", "contracts", "decided_at", "decided_by_id", "examples", "id", "normalised", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "status", "term") VALUES (OLD."borough_ids", OLD."contracts", OLD."decided_at", OLD."decided_by_id", OLD."examples", OLD."id", OLD."normalised", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."product_id", OLD."status", OLD."term"); RETURN NULL;', hash='cd99e7543c016b8a328db582d681926dd73e00fd', operation='DELETE', pgid='pgtrigger_delete_delete_54540', table='suppliers_productterm', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='supplier',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "suppliers_supplierevent" ("created", "id", "is_demonstration", "is_sme", "merged_into_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug") VALUES (NEW."created", NEW."id", NEW."is_demonstration", NEW."is_sme", NEW."merged_into_id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."slug"); RETURN NULL;', hash='88952f548644867336777670ef00a2d459a71df1', operation='INSERT', pgid='pgtrigger_insert_insert_2612f', table='suppliers_supplier', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='supplier',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "suppliers_supplierevent" ("created", "id", "is_demonstration", "is_sme", "merged_into_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug") VALUES (NEW."created", NEW."id", NEW."is_demonstration", NEW."is_sme", NEW."merged_into_id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."slug"); RETURN NULL;', hash='c21bd7a9265671f749d584ed214764c3a3c61896', operation='UPDATE', pgid='pgtrigger_update_update_835e2', table='suppliers_supplier', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='supplier',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "suppliers_supplierevent" ("created", "id", "is_demonstration", "is_sme", "merged_into_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug") VALUES (OLD."created", OLD."id", OLD."is_demonstration", OLD."is_sme", OLD."merged_into_id", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."slug"); RETURN NULL;', hash='5f19bd3926e53f16f15c731cc5516b7a4eb083e4', operation='DELETE', pgid='pgtrigger_delete_delete_5b261', table='suppliers_supplier', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='productowner',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "suppliers_productownerevent" ("date_note", "id", "is_present", "owner_name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "source_url", "supplier_id", "valid_from", "valid_to") VALUES (NEW."date_note", NEW."id", NEW."is_present", NEW."owner_name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."product_id", NEW."source_url", NEW."supplier_id", NEW."valid_from", NEW."valid_to"); RETURN NULL;', hash='c0c5c217e34ab90371c5931454f2550eaf2fb4ca', operation='INSERT', pgid='pgtrigger_insert_insert_84bc1', table='suppliers_productowner', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='productowner',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "suppliers_productownerevent" ("date_note", "id", "is_present", "owner_name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "source_url", "supplier_id", "valid_from", "valid_to") VALUES (NEW."date_note", NEW."id", NEW."is_present", NEW."owner_name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."product_id", NEW."source_url", NEW."supplier_id", NEW."valid_from", NEW."valid_to"); RETURN NULL;', hash='8a984675680143f6c5d791c774b9eb232a3a2bcd', operation='UPDATE', pgid='pgtrigger_update_update_34533', table='suppliers_productowner', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='productowner',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "suppliers_productownerevent" ("date_note", "id", "is_present", "owner_name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "source_url", "supplier_id", "valid_from", "valid_to") VALUES (OLD."date_note", OLD."id", OLD."is_present", OLD."owner_name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."product_id", OLD."source_url", OLD."supplier_id", OLD."valid_from", OLD."valid_to"); RETURN NULL;', hash='d13458eecc88fee8a2ef73082add69afa7f3eda2', operation='DELETE', pgid='pgtrigger_delete_delete_5792d', table='suppliers_productowner', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='product',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "suppliers_productevent" ("id", "is_demonstration", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "service_area_id", "slug", "supplier_id") VALUES (NEW."id", NEW."is_demonstration", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."service_area_id", NEW."slug", NEW."supplier_id"); RETURN NULL;', hash='b9ed4803ac557fac0d86a5fd31d6c93c1107c0b1', operation='INSERT', pgid='pgtrigger_insert_insert_f2007', table='suppliers_product', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='product',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "suppliers_productevent" ("id", "is_demonstration", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "service_area_id", "slug", "supplier_id") VALUES (NEW."id", NEW."is_demonstration", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."service_area_id", NEW."slug", NEW."supplier_id"); RETURN NULL;', hash='dd987f968183f8b58cc5080984de030efae61510', operation='UPDATE', pgid='pgtrigger_update_update_18058', table='suppliers_product', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='product',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "suppliers_productevent" ("id", "is_demonstration", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "service_area_id", "slug", "supplier_id") VALUES (OLD."id", OLD."is_demonstration", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."service_area_id", OLD."slug", OLD."supplier_id"); RETURN NULL;', hash='9e11abd91e375d245f529561789b4f97cd27d072', operation='DELETE', pgid='pgtrigger_delete_delete_c7c16', table='suppliers_product', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='merge',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "suppliers_mergeevent" ("at", "by_id", "gone_id", "id", "kept_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "undone_at", "undone_by_id") VALUES (NEW."at", NEW."by_id", NEW."gone_id", NEW."id", NEW."kept_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."undone_at", NEW."undone_by_id"); RETURN NULL;', hash='f9f2bc2c185bb815a39c3214c58807e51ab9cb03', operation='INSERT', pgid='pgtrigger_insert_insert_ab50c', table='suppliers_merge', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='merge',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "suppliers_mergeevent" ("at", "by_id", "gone_id", "id", "kept_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "undone_at", "undone_by_id") VALUES (NEW."at", NEW."by_id", NEW."gone_id", NEW."id", NEW."kept_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."undone_at", NEW."undone_by_id"); RETURN NULL;', hash='ec840b2f25e96dc609788abab239563aad4d03ee', operation='UPDATE', pgid='pgtrigger_update_update_4f5a8', table='suppliers_merge', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='merge',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "suppliers_mergeevent" ("at", "by_id", "gone_id", "id", "kept_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "undone_at", "undone_by_id") VALUES (OLD."at", OLD."by_id", OLD."gone_id", OLD."id", OLD."kept_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."undone_at", OLD."undone_by_id"); RETURN NULL;', hash='fa40898bab1d92ab94e819845d0ff1bcf3deed52', operation='DELETE', pgid='pgtrigger_delete_delete_39881', table='suppliers_merge', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='identifierconflict',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "suppliers_identifierconflictevent" ("found_at", "id", "kind", "name", "note", "other_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sentence", "settled_at", "settled_by_id", "source", "supplier_id") VALUES (NEW."found_at", NEW."id", NEW."kind", NEW."name", NEW."note", NEW."other_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."sentence", NEW."settled_at", NEW."settled_by_id", NEW."source", NEW."supplier_id"); RETURN NULL;', hash='1b35b67ddd3237797132d6f009bf3bd74d4d1bdd', operation='INSERT', pgid='pgtrigger_insert_insert_04a04', table='suppliers_identifierconflict', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='identifierconflict',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "suppliers_identifierconflictevent" ("found_at", "id", "kind", "name", "note", "other_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sentence", "settled_at", "settled_by_id", "source", "supplier_id") VALUES (NEW."found_at", NEW."id", NEW."kind", NEW."name", NEW."note", NEW."other_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."sentence", NEW."settled_at", NEW."settled_by_id", NEW."source", NEW."supplier_id"); RETURN NULL;', hash='b6f97b8ee92576995a1eb6ff237e01128484d77a', operation='UPDATE', pgid='pgtrigger_update_update_c822a', table='suppliers_identifierconflict', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='identifierconflict',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "suppliers_identifierconflictevent" ("found_at", "id", "kind", "name", "note", "other_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sentence", "settled_at", "settled_by_id", "source", "supplier_id") VALUES (OLD."found_at", OLD."id", OLD."kind", OLD."name", OLD."note", OLD."other_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."sentence", OLD."settled_at", OLD."settled_by_id", OLD."source", OLD."supplier_id"); RETURN NULL;', hash='31e38e540c0b150358efa33544bdbefc4f82fb77', operation='DELETE', pgid='pgtrigger_delete_delete_62469', table='suppliers_identifierconflict', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='supplieridentifier',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "suppliers_supplieridentifierevent" ("first_seen", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scheme", "source", "supplier_id", "valid_from", "valid_to", "value") VALUES (NEW."first_seen", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."scheme", NEW."source", NEW."supplier_id", NEW."valid_from", NEW."valid_to", NEW."value"); RETURN NULL;', hash='15aca818f68bc5bf4d87c885bd41d3acebe1e1a6', operation='INSERT', pgid='pgtrigger_insert_insert_78c5b', table='suppliers_supplieridentifier', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='supplieridentifier',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."first_seen" IS DISTINCT FROM (NEW."first_seen") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."scheme" IS DISTINCT FROM (NEW."scheme") OR OLD."source" IS DISTINCT FROM (NEW."source") OR OLD."supplier_id" IS DISTINCT FROM (NEW."supplier_id") OR OLD."valid_from" IS DISTINCT FROM (NEW."valid_from") OR OLD."valid_to" IS DISTINCT FROM (NEW."valid_to") OR OLD."value" IS DISTINCT FROM (NEW."value"))', func='INSERT INTO "suppliers_supplieridentifierevent" ("first_seen", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scheme", "source", "supplier_id", "valid_from", "valid_to", "value") VALUES (NEW."first_seen", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."scheme", NEW."source", NEW."supplier_id", NEW."valid_from", NEW."valid_to", NEW."value"); RETURN NULL;', hash='fa6de759617140094a2ea0c17a8749905ac307d7', operation='UPDATE', pgid='pgtrigger_update_update_d6a04', table='suppliers_supplieridentifier', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='supplieridentifier',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "suppliers_supplieridentifierevent" ("first_seen", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scheme", "source", "supplier_id", "valid_from", "valid_to", "value") VALUES (OLD."first_seen", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."scheme", OLD."source", OLD."supplier_id", OLD."valid_from", OLD."valid_to", OLD."value"); RETURN NULL;', hash='7290ee9ef79c55b786a0c2672ba459ade39b9bca', operation='DELETE', pgid='pgtrigger_delete_delete_104d1', table='suppliers_supplieridentifier', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='suppliername',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "suppliers_suppliernameevent" ("id", "kind", "name", "normalised", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "source", "supplier_id") VALUES (NEW."id", NEW."kind", NEW."name", NEW."normalised", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."source", NEW."supplier_id"); RETURN NULL;', hash='a54b154b854d84a0f76100573263c1b8d8de383b', operation='INSERT', pgid='pgtrigger_insert_insert_186f8', table='suppliers_suppliername', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='suppliername',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "suppliers_suppliernameevent" ("id", "kind", "name", "normalised", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "source", "supplier_id") VALUES (NEW."id", NEW."kind", NEW."name", NEW."normalised", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."source", NEW."supplier_id"); RETURN NULL;', hash='ca38e0863186eba2083e3d98e88f3c2f69d878bb', operation='UPDATE', pgid='pgtrigger_update_update_cc6b3', table='suppliers_suppliername', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='suppliername',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "suppliers_suppliernameevent" ("id", "kind", "name", "normalised", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "source", "supplier_id") VALUES (OLD."id", OLD."kind", OLD."name", OLD."normalised", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."source", OLD."supplier_id"); RETURN NULL;', hash='de7985e5a86455b515fec609430dceb97a358573', operation='DELETE', pgid='pgtrigger_delete_delete_0d897', table='suppliers_suppliername', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='supplierpair',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "suppliers_supplierpairevent" ("decided_at", "decided_by_id", "decision", "found_at", "id", "left_id", "merge_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "right_id", "score") VALUES (NEW."decided_at", NEW."decided_by_id", NEW."decision", NEW."found_at", NEW."id", NEW."left_id", NEW."merge_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."right_id", NEW."score"); RETURN NULL;', hash='26a12292636bfb835aeee8be372db25dee3dbf4f', operation='INSERT', pgid='pgtrigger_insert_insert_5c8e2', table='suppliers_supplierpair', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='supplierpair',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "suppliers_supplierpairevent" ("decided_at", "decided_by_id", "decision", "found_at", "id", "left_id", "merge_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "right_id", "score") VALUES (NEW."decided_at", NEW."decided_by_id", NEW."decision", NEW."found_at", NEW."id", NEW."left_id", NEW."merge_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."right_id", NEW."score"); RETURN NULL;', hash='c4e79034ecc38fb080192de75cee145515821b6e', operation='UPDATE', pgid='pgtrigger_update_update_fdc73', table='suppliers_supplierpair', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='supplierpair',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "suppliers_supplierpairevent" ("decided_at", "decided_by_id", "decision", "found_at", "id", "left_id", "merge_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "right_id", "score") VALUES (OLD."decided_at", OLD."decided_by_id", OLD."decision", OLD."found_at", OLD."id", OLD."left_id", OLD."merge_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."right_id", OLD."score"); RETURN NULL;', hash='3bf25d6c19f18648d2254fefdb759edc60870abb', operation='DELETE', pgid='pgtrigger_delete_delete_fa5ea', table='suppliers_supplierpair', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='ownership',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "suppliers_ownershipevent" ("date_note", "id", "kind", "owner_id", "pair_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_url", "supplier_id", "valid_from", "valid_to") VALUES (NEW."date_note", NEW."id", NEW."kind", NEW."owner_id", NEW."pair_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."source_url", NEW."supplier_id", NEW."valid_from", NEW."valid_to"); RETURN NULL;', hash='5e31ccf81afd0156837e9c40c145947ff3f2c62b', operation='INSERT', pgid='pgtrigger_insert_insert_6261b', table='suppliers_ownership', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='ownership',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "suppliers_ownershipevent" ("date_note", "id", "kind", "owner_id", "pair_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_url", "supplier_id", "valid_from", "valid_to") VALUES (NEW."date_note", NEW."id", NEW."kind", NEW."owner_id", NEW."pair_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."source_url", NEW."supplier_id", NEW."valid_from", NEW."valid_to"); RETURN NULL;', hash='774f747471d6189557b72feb0801fc389e4abc5f', operation='UPDATE', pgid='pgtrigger_update_update_94095', table='suppliers_ownership', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='ownership',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "suppliers_ownershipevent" ("date_note", "id", "kind", "owner_id", "pair_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_url", "supplier_id", "valid_from", "valid_to") VALUES (OLD."date_note", OLD."id", OLD."kind", OLD."owner_id", OLD."pair_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."source_url", OLD."supplier_id", OLD."valid_from", OLD."valid_to"); RETURN NULL;', hash='20983874b96f57c5578c6c43d46ab9933ff9870c', operation='DELETE', pgid='pgtrigger_delete_delete_e0322', table='suppliers_ownership', when='AFTER')),
                ),
            ]
        ),
    ]
