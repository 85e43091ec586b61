package com.campaignsync.benchmarks.read;

import com.google.cloud.bigquery.storage.v1.ReadRowsResponse;
import com.google.cloud.bigquery.storage.v1.ReadSession;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorLoader;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ReadChannel;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.apache.arrow.vector.types.pojo.Schema;

/** Google's Storage Read client, one stream, decoded to the same Java values as the JSON. */
final class ArrowReader implements Reader {

  private final StorageClient client;
  private final RootAllocator memory = new RootAllocator();

  ArrowReader(StorageClient client) {
    this.client = client;
  }

  @Override
  public String name() {
    return "Arrow";
  }

  @Override
  public boolean decodes() {
    return true;
  }

  @Override
  public Totals read() throws IOException {
    Sum sum = new Sum();
    ReadSession session = client.session();
    Schema schema =
        MessageSerializer.deserializeSchema(
            channel(session.getArrowSchema().getSerializedSchema()));
    try (VectorSchemaRoot root = VectorSchemaRoot.create(schema, memory)) {
      for (ReadRowsResponse response : client.rows(session)) {
        load(response, root);
        add(root, sum);
      }
    }
    return sum.totals();
  }

  private void load(ReadRowsResponse response, VectorSchemaRoot root) throws IOException {
    ReadChannel bytes = channel(response.getArrowRecordBatch().getSerializedRecordBatch());
    try (var batch = MessageSerializer.deserializeRecordBatch(bytes, memory)) {
      new VectorLoader(root).load(batch);
    }
  }

  private static ReadChannel channel(ByteString bytes) {
    return new ReadChannel(Channels.newChannel(bytes.newInput()));
  }

  private static void add(VectorSchemaRoot root, Sum sum) {
    VarCharVector tenant = (VarCharVector) root.getVector(0);
    VarCharVector campaign = (VarCharVector) root.getVector(1);
    DateDayVector day = (DateDayVector) root.getVector(2);
    BigIntVector impressions = (BigIntVector) root.getVector(3);
    BigIntVector clicks = (BigIntVector) root.getVector(4);
    DecimalVector spend = (DecimalVector) root.getVector(5);
    for (int i = 0; i < root.getRowCount(); i++) {
      BigDecimal spent = spend.getObject(i);
      sum.add(
          new String(tenant.get(i), StandardCharsets.UTF_8),
          new String(campaign.get(i), StandardCharsets.UTF_8),
          LocalDate.ofEpochDay(day.get(i)),
          impressions.get(i),
          clicks.get(i),
          spent);
    }
  }
}
